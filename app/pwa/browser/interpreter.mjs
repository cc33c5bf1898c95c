// What the worker, and Node when it makes a snapshot, both do to an interpreter.

export const FOLDER = "/journal";
export const ENVIRONMENT = {
  HOME: "/home/pyodide",
  FLET_APP_STORAGE_DATA: FOLDER,
  PYDANTIC_DISABLE_PLUGINS: "1", // looking for plugins means reading every archive
};

/** The files, [name, bytes], of a part of the app: a line that lists them, then the files. */
export function filesOf(bytes) {
  const start = bytes.indexOf(10) + 1;
  const listed = JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)));
  let at = start;
  return listed.files.map(([name, size]) => [name, bytes.subarray(at, (at += size))]);
}

function layOut(FS, bytes) {
  for (const [name, data] of filesOf(bytes)) {
    const path = `/app/${name}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, data, { canOwn: true });
  }
}

const PACKAGES = "packages.packed";

/** Put the unpacked parts, [name, bytes], where Python looks for modules. */
export function placeParts(FS, parts) {
  for (const [name, bytes] of parts) {
    if (name === PACKAGES) FS.writeFile("/packages.zip", bytes, { canOwn: true });
    else layOut(FS, bytes);
  }
}

/** The same, but the app's own files only once Python looks for one: a restored interpreter has in
 *  its memory what the first screen needs, and laying out its files takes time. */
export function placeWhenWanted(FS, parts, onPlaced) {
  placeParts(FS, parts.filter(([name]) => name === PACKAGES));
  FS.mkdirTree("/app");
  const { node } = FS.lookupPath("/app");
  const usual = node.node_ops;
  const place = () => {
    node.node_ops = usual;
    placeParts(FS, parts.filter(([name]) => name !== PACKAGES));
    onPlaced();
  };
  node.node_ops = {
    ...usual,
    lookup: (folder, name) => (place(), FS.lookupNode(folder, name)),
    readdir: (folder) => (place(), usual.readdir(folder)),
  };
}

// Browsers add functions of their own to the table that extensions share, Node does not.
const SPARE_FUNCTIONS = 512;
const FUNCTIONS = 14_174; // of the interpreter itself

/** Let the functions of extensions begin at the same place everywhere. */
export function reserve(Module) {
  const missing = FUNCTIONS + SPARE_FUNCTIONS - Module.wasmTable.length;
  if (missing < 0) throw new Error("too many functions");
  Module.wasmTable.grow(missing);
}

export const placeOf = (name) => `/extensions/${name.replace(/\.wasm$/, "")}.so`;

/** Load compiled extensions, [name, WebAssembly.Module], so that Python finds them by their file.
 *  `around` is called with each name and what loads it. */
export function loadExtensions(Module, extensions, around) {
  const { FS } = Module;
  const read = FS.readFile;
  FS.mkdirTree("/extensions");
  for (const [name, compiled] of extensions) {
    const path = placeOf(name);
    FS.writeFile(path, new Uint8Array(1));
    FS.readFile = (wanted, options) => (wanted === path ? compiled : read.call(FS, wanted, options));
    try {
      around(name, () =>
        Module.loadDynamicLibrary(path, { loadAsync: false, nodelete: true, allowUndefined: true }, {}),
      );
    } finally {
      FS.readFile = read;
    }
  }
}

const SET_UP = `
import sys
sys.dont_write_bytecode = True
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
# Modules of the page are few and known by name: no archive is searched for them.
sys.meta_path.sort(key=lambda finder: type(finder).__name__ != "JsFinder")
`;

export const READ_MAIN = 'from importlib.util import find_spec; MAIN = find_spec("main").loader.get_code("main")';
/** Starts the app; a restored interpreter has read its first module already. */
export const START = `
if "MAIN" not in globals():
    ${READ_MAIN}
exec(MAIN, {"__name__": "__main__"})
`;

/** Tell Python where its modules are. */
export function setUp(python, extensions, later) {
  const names = extensions.map((name) => name.replace(/\.wasm$/, ""));
  python.globals.set("EXTENSIONS", python.toPy(new Set(names)));
  python.globals.set("LATER", python.toPy(later));
  python.runPython(SET_UP);
}

// ---- a snapshot: a line of JSON, then the memory of an interpreter that has imported the app.
// Extensions have memory and functions of their own, so a later interpreter gives each the same
// addresses before it takes over the memory.

/** Note, while `load` loads an extension, which addresses it got. */
export function watched(load) {
  const Instance = WebAssembly.Instance;
  let bases;
  WebAssembly.Instance = function (module, imports) {
    bases = { memory: imports.env.__memory_base, table: imports.env.__table_base };
    return new Instance(module, imports);
  };
  try {
    load();
  } finally {
    WebAssembly.Instance = Instance;
  }
  return bases;
}

function placed(load, { memory, table }) {
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = function (module, imports) {
    if (imports.env.__table_base !== table) throw new Error("the table has moved");
    const get = (target, name) => (name === "__memory_base" ? memory : target[name]);
    return new Instance(module, { ...imports, env: new Proxy(imports.env, { get }) });
  };
  try {
    load();
  } finally {
    WebAssembly.Instance = Instance;
  }
}

/** The layout and the memory in the bytes of a snapshot. */
export function opened(bytes) {
  const end = bytes.indexOf(10) + 1;
  return { layout: JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))), memory: bytes.subarray(end) };
}

/** A `createPyodideModule` whose interpreter has the extensions where the snapshot expects them. */
export function creatorFor({ layout, memory }, create, extensions) {
  return async (settings) => {
    const Module = await create(settings);
    Module.growMemory(memory.length);
    reserve(Module);
    const bases = new Map(layout.extensions);
    loadExtensions(Module, await extensions, (name, load) => placed(load, bases.get(name)));
    if (Module.wasmTable.length !== layout.functions) throw new Error("other functions");
    for (const [symbol, value] of layout.symbols) Module.GOT[symbol].value = value;
    return Module;
  };
}

// What must not be as it was when the snapshot was made.
const WAKE_UP = `
import importlib, random, sys
sys.path_importer_cache.clear()
importlib.invalidate_caches()
random.seed()
import flet_js, flet.messaging.pyodide_connection
flet.messaging.pyodide_connection.flet_js = flet_js
`;

/** Bring a restored interpreter to the present. Its JavaScript modules must be registered. */
export const wakeUp = (python) => python.runPython(WAKE_UP);
