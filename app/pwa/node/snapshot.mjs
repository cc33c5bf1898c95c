// node snapshot.mjs PYODIDE PARTS TARGET BASE LATER: an interpreter that has imported the app, as two
// files: BASE, which is the same for all builds with the same packages, and TARGET, what differs.
// Same input, same bytes: so the clock stands still and chance is not random. Whoever restores it
// seeds chance anew.
import crypto from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import * as interpreter from "../browser/interpreter.mjs";

const [, , pyodideFolder, parts, target, base, later] = process.argv;
const NOON = Date.UTC(2026, 0, 1, 12);
Date.now = () => NOON;
performance.now = () => 0;
const still = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7) && array;
globalThis.crypto.getRandomValues = still;
crypto.randomFillSync = still;

// Nothing of this may depend on our own modules, only on which of Flet's names they use.
const PACKAGES = `
import gc, sys, types
sys.modules["flet_js"] = types.ModuleType("flet_js")  # the real one comes with the page
import asyncio, sqlite3
import flet
import flet.app
import flet.components.component
import flet.messaging.pyodide_connection
import sqlalchemy
import sqlmodel
`;
const ENGINE = `
# Flet imports a control when it is first named: name all that the app does.
_used = [getattr(flet, name) for name in USED.split()]

_engine = sqlalchemy.create_engine("sqlite://")
with _engine.connect() as _connection:
    _connection.execute(sqlalchemy.text("SELECT 1")).all()
_engine.dispose()
del USED, _used, _engine, _connection
gc.collect()
`;
// What every start needs, done once on an empty journal: content is read, statements are made.
const OURS = `
import app.pwa.browser_device
from datetime import datetime
from pathlib import Path
from app.journal import Journal
from app.startup import open_store
from models import content, helplines, words, zones

_file, _noon = Path("/tmp/journal.db"), datetime(2026, 1, 1, 12).astimezone()
_journal = Journal(open_store(_file, lambda: _noon), None, lambda: _noon)
_journal.close()
_file.unlink()
for _read in (content.tips, content.cards, content.red_flags, helplines.countries, helplines.directories):
    _read()
zones.country_of("Europe/Berlin")
for _area in ("app", "common", "data", "failure", "help", "notice", "timer", "today"):
    words.area_words(words.DEFAULT_LANGUAGE, _area)
${interpreter.READ_MAIN}
del sys.modules["flet_js"], _journal, _file, _noon, _read, _area
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
const unpacked = needed.map((name) => [name, new Uint8Array(gunzipSync(read(name)))]);
interpreter.placeParts(python.FS, unpacked);
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

// Which of `known` names our own modules use, as in `ft.Text`.
function usedOf(known) {
  const ours = unpacked.filter(([name]) => name.startsWith("app-"));
  const files = ours.flatMap(([, bytes]) => interpreter.filesOf(bytes));
  const written = files.map(([, bytes]) => Buffer.from(bytes).toString("latin1")).join("");
  const used = new Set([...written.matchAll(/\bft\.(\w+)/g)].map(([, name]) => name));
  return known.filter((name) => used.has(name));
}

let shared;
try {
  python.runPython(PACKAGES);
  const known = python.runPython(`" ".join(sorted(flet.__all__))`).split(" ");
  python.globals.set("USED", usedOf(known).join(" "));
  python.runPython(ENGINE);
  shared = Module.HEAPU8.slice();
  python.runPython(OURS);
} catch (error) {
  process.stderr.write(error.message);
  process.exit(1);
}
if (Module.wasmTable.length !== functions) throw new Error("an import added functions");
const symbols = Object.entries(Module.GOT).map(([name, { value }]) => [name, value]);
const memory = python.makeMemorySnapshot();
const layout = JSON.stringify({ extensions: bases, functions, symbols });
// The memory is read as words of four bytes. And it begins at the same place in every build.
const LINE = 2 ** 20;
const length = LINE * Math.ceil((Buffer.byteLength(layout) + 1) / LINE);
const whole = Buffer.alloc(length + memory.length);
whole.fill(" ", 0, length - 1);
whole.write(layout);
whole[length - 1] = 10;
whole.set(memory, length);
const before = Buffer.alloc(whole.length - Module.HEAPU8.length); // the line and Pyodide's header
for (let at = 0; at < shared.length; at++) whole[before.length + at] ^= shared[at];
writeFileSync(base, gzipSync(Buffer.concat([before, shared]), { level: 9 }));
writeFileSync(target, gzipSync(whole, { level: 9 }));
process.exit(0);
