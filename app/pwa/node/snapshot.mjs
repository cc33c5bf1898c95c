// node snapshot.mjs PYODIDE PARTS TARGET LATER: an interpreter that has imported the app, as a file.
// Same input, same bytes: so the clock stands still and chance is not random. Whoever restores it
// seeds chance anew.
import crypto from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import * as interpreter from "../browser/interpreter.mjs";

const [, , pyodideFolder, parts, target, later] = process.argv;
const NOON = Date.UTC(2026, 0, 1, 12);
Date.now = () => NOON;
performance.now = () => 0;
const still = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7) && array;
globalThis.crypto.getRandomValues = still;
crypto.randomFillSync = still;

const WARM_UP = `
import gc, runpy, sys, types
sys.modules["flet_js"] = types.ModuleType("flet_js")  # the real one comes with the page
import flet
import flet.app
import flet.messaging.pyodide_connection
import app.pwa.browser_device
import app.startup
from datetime import datetime
from pathlib import Path
from models.database import open_journal
from models.store import Store

def _names(code):
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from _names(each)

# Flet imports a control when it is first named: name all that the app does.
_own = [each.__code__ for each in gc.get_objects()
        if isinstance(each, types.FunctionType) and (each.__module__ or "").startswith("app.")]
for _name in sorted({name for code in _own for name in _names(code)} & set(flet.__all__)):
    getattr(flet, _name)

_journal = Path("/tmp/journal.db")
_store = Store(open_journal(_journal, in_browser=True), lambda: datetime(2026, 1, 1).astimezone())
_store.effects()
_store.close()
_journal.unlink()
del sys.modules["flet_js"], _journal, _name, _names, _own, _store
gc.collect()
`;

const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
const shipped = JSON.parse(readFileSync(`${pyodideFolder}/pyodide-lock.json`, "utf8"));
const python = await loadPyodide({
  indexURL: pyodideFolder,
  _makeSnapshot: true,
  stdLibURL: `${parts}/library.zip`,
  lockFileContents: JSON.stringify({ info: shipped.info, packages: {} }),
  packageBaseUrl: pyodideFolder,
  env: { ...interpreter.ENVIRONMENT, PYTHONHASHSEED: "0" },
});
const Module = python._module;
const names = readdirSync(parts).sort();
const needed = names.filter((name) => name.endsWith(".packed") && name !== "later.packed");
const read = (name) => readFileSync(`${parts}/${name}`);
interpreter.placeParts(python.FS, needed.map((name) => [name, new Uint8Array(gunzipSync(read(name)))]));
const extensions = names.filter((name) => name.endsWith(".wasm"));
const bases = [];
interpreter.reserve(Module);
interpreter.loadExtensions(
  Module,
  extensions.map((name) => [name, new WebAssembly.Module(read(name))]),
  (name, load) => bases.push([name, interpreter.watched(load)]),
);
const functions = Module.wasmTable.length;
interpreter.setUp(python, extensions, JSON.parse(later));
try {
  python.runPython(WARM_UP);
} catch (error) {
  process.stderr.write(error.message);
  process.exit(1);
}
if (Module.wasmTable.length !== functions) throw new Error("an import added functions");
const symbols = Object.entries(Module.GOT).map(([name, { value }]) => [name, value]);
const memory = python.makeMemorySnapshot();
const layout = JSON.stringify({ extensions: bases, functions, symbols });
// The memory is read as words of four bytes, so it starts at a multiple of 16.
const line = layout + " ".repeat(15 - (Buffer.byteLength(layout) % 16)) + "\n";
writeFileSync(target, gzipSync(Buffer.concat([Buffer.from(line), memory]), { level: 9 }));
process.exit(0);
