// node phone.mjs BUILT CODE [SOURCES]: runs Python code in the interpreter of a built web app, prints
// its value. SOURCES is a folder that it sees as /sources.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [, , built, code, sources] = process.argv;
const at = (path) => pathToFileURL(`${built}/${path}`).href;
const interpreter = await import(at("interpreter.mjs"));
const { loadPyodide } = await import(at("pyodide/pyodide.mjs"));
const settings = /id="settings">(.*?)<\/script>/.exec(readFileSync(`${built}/index.html`, "utf8"))[1];
const { lock, later } = JSON.parse(settings);
const python = await loadPyodide({
  indexURL: `${built}/pyodide/`,
  stdLibURL: `${built}/python/library.zip`,
  lockFileContents: lock,
  packageBaseUrl: `${built}/`,
  env: { ...interpreter.ENVIRONMENT },
});
const read = (name) => readFileSync(`${built}/python/${name}`);
const names = readdirSync(`${built}/python`).sort();
const packed = names.filter((name) => name.endsWith(".packed") && name !== "later.packed");
const parts = packed.map((name) => [name, new Uint8Array(gunzipSync(read(name)))]);
let isPlaced = false;
interpreter.placeWhenWanted(python.FS, parts, () => (isPlaced = true));
python.registerJsModule("trial", { isPlaced: () => isPlaced });
const extensions = names.filter((name) => name.endsWith(".wasm"));
const compiled = extensions.map((name) => [name, new WebAssembly.Module(read(name))]);
interpreter.loadExtensions(python._module, compiled, (name, load) => load());
python.registerJsModule("sidenote", { later: () => new Uint8Array(read("later.packed")) });
python.registerJsModule("sidenote_ciphers", { ...(await import(at("ciphers.mjs"))) });
interpreter.setUp(python, extensions, later);
if (sources) {
  python.FS.mkdir("/sources");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: sources }, "/sources");
}
try {
  process.stdout.write(String(python.runPython(code)), () => process.exit(0));
} catch (error) {
  process.stderr.write(error.message, () => process.exit(1));
}
