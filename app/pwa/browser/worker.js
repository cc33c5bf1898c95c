// Python in a worker. Started by boot.js while the page is still being read, so that the
// interpreter and Flet's client come up side by side.
import { openStore, whenAsked } from "./storage.js";

const FOLDER = "/journal";
let start = null; // what boot.js sent first
let python = null;
let store = null;
let opening = null; // the journal's files, opened while Python is still being fetched
let take = null; // called when the user wants the journal in this tab
const questions = new Map();
const waiting = []; // messages of the client that came before Python listened

const tell = (message) => postMessage(message);
const stage = (name) => tell({ stage: name });

self.flet_js = {};
self.sidenote = {
  // Waits for the user while another tab holds the journal; the page says so.
  async open() {
    try {
      store = await opening;
    } catch (error) {
      tell({ opened: "refused" }); // the app has a page for it
      throw error;
    }
    while (!store) {
      const wanted = new Promise((resolve) => (take = resolve));
      tell({ elsewhere: true });
      await wanted;
      store = await openStore(start.build, true);
    }
    tell({ opened: store.kind });
    store.mount(python.FS, FOLDER);
    return store.kind;
  },
  async durable() {
    await store.durable();
    tell({ changed: true });
  },
  // An import cannot wait for a promise.
  later() {
    const request = new XMLHttpRequest();
    request.open("GET", new URL("python/later.packed", start.base), false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`later.packed: ${request.status}`);
    return new Uint8Array(request.response);
  },
  ask(name) {
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      questions.set(id, { resolve, reject });
      tell({ ask: id, name });
    });
  },
};

// Between two messages no change is half done, so the page may end this worker then, which frees
// the files at once.
whenAsked(async () => {
  await store?.durable();
  tell({ asked: true });
});

async function part(name) {
  const { path, integrity, bytes } = start.parts[name];
  const response = await fetch(new URL(path, start.base), { integrity });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const body = path.endsWith(".packed") ? response.body.pipeThrough(new DecompressionStream("gzip")) : response.body;
  const data = await new Response(body).arrayBuffer();
  tell({ got: bytes });
  return new Uint8Array(data);
}

async function extension(name) {
  const { path, integrity, bytes } = start.parts[name];
  const compiled = await WebAssembly.compileStreaming(fetch(new URL(path, start.base), { integrity }));
  tell({ got: bytes });
  return compiled;
}

// A part of the app: a line with the names and sizes of its files, then the files.
function layOut(FS, bytes) {
  let at = bytes.indexOf(10) + 1;
  for (const [name, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, at)))) {
    const path = `/app/${name}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, bytes.subarray(at, at + size), { canOwn: true });
    at += size;
  }
}

// Python opens an extension by its file: it finds the one that the engine compiled meanwhile.
async function offer(module, path) {
  const { FS } = python;
  const read = FS.readFile;
  FS.writeFile(path, new Uint8Array(1));
  FS.readFile = (name, options) => (name === path ? module : read.call(FS, name, options));
  try {
    await python._module.loadDynamicLibrary(path, { loadAsync: true, nodelete: true, allowUndefined: true }, {});
  } finally {
    FS.readFile = read;
  }
}

const SET_UP = `
import sys
from importlib.machinery import ExtensionFileLoader, PathFinder
from importlib.util import spec_from_file_location

class Extensions:
    """Finds the compiled modules, which no archive can hold."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        place = f"/extensions/{name}.so"
        if name in EXTENSIONS:
            return spec_from_file_location(name, place, loader=ExtensionFileLoader(name, place))

class Later:
    """Finds packages that few starts need; the first import fetches all of them."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in LATER and "/later.zip" not in sys.path:
            import gzip, sidenote
            with open("/later.zip", "wb") as file:
                file.write(gzip.decompress(sidenote.later().to_bytes()))
            sys.path.append("/later.zip")
            return PathFinder.find_spec(name, path)

sys.path[:0] = ["/app", "/packages.zip"]
sys.meta_path.insert(0, Extensions)
sys.meta_path.append(Later)
`;

async function load() {
  const extensions = Object.keys(start.parts).filter((name) => name.endsWith(".wasm"));
  const packed = Object.keys(start.parts).filter((name) => name.endsWith(".packed"));
  const fetched = Promise.all(packed.map(part));
  const compiled = Promise.all(extensions.map(extension));
  for (const promise of [fetched, compiled]) promise.catch(() => {}); // awaited below
  const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", start.base));
  python = await loadPyodide({
    indexURL: new URL("pyodide/", start.base).href,
    stdLibURL: new URL(start.parts["library.zip"].path, start.base).href,
    lockFileContents: start.lock,
    packageBaseUrl: new URL("pyodide/", start.base).href,
    env: { HOME: "/home/pyodide", FLET_APP_STORAGE_DATA: FOLDER, PYDANTIC_DISABLE_PLUGINS: "1" },
    stdout: (text) => console.log(text),
    stderr: (text) => console.warn(text),
  });
  stage("python");
  for (const [place, bytes] of (await fetched).entries()) {
    if (packed[place] === "packages.packed") python.FS.writeFile("/packages.zip", bytes, { canOwn: true });
    else layOut(python.FS, bytes);
  }
  python.FS.mkdirTree("/extensions");
  const names = extensions.map((name) => name.replace(/\.wasm$/, ""));
  for (const [place, module] of (await compiled).entries()) await offer(module, `/extensions/${names[place]}.so`);
  python.registerJsModule("flet_js", self.flet_js);
  python.registerJsModule("sidenote", self.sidenote);
  python.globals.set("EXTENSIONS", python.toPy(new Set(names)));
  python.globals.set("LATER", python.toPy(start.later));
  python.runPython(SET_UP);
}

async function run() {
  opening = openStore(start.build, start.take);
  opening.catch(() => {}); // awaited, and reported, when Python opens the journal
  stage("fetching");
  await load();
  self.flet_js.documentUrl = start.documentUrl;
  stage("imports");
  await python.runPythonAsync(`import runpy; runpy.run_module("main", run_name="__main__")`);
  stage("connecting");
  await self.flet_js.start_connection((message) => {
    const bytes = message.toJs();
    postMessage(bytes, [bytes.buffer]);
  });
  for (const message of waiting.splice(0)) self.flet_js.send(message);
  tell({ ready: true });
}

self.onmessage = ({ data }) => {
  if (data.start) {
    start = data.start;
    run().catch((error) => tell({ failed: String(error?.message || error) }));
  } else if (data.take) take?.();
  else if (data.answer) {
    const question = questions.get(data.answer);
    questions.delete(data.answer);
    if ("error" in data) question.reject(new Error(data.error));
    else question.resolve(data.value);
  } else if (self.flet_js.send) self.flet_js.send(data);
  else waiting.push(data);
};
