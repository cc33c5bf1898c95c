// Python in a worker. Started by boot.js while the page is still being read, so that the
// interpreter and Flet's client come up side by side.
import * as interpreter from "./interpreter.mjs";
import { named } from "./place.js";
import { openStore, please, whenAsked } from "./storage.js";

const { FOLDER } = interpreter;
let start = null; // what boot.js sent first
let python = null;
let store = null;
let opening = null; // the journal's files, opened while Python is still being fetched
const questions = new Map();
const waiting = []; // messages of the client that came before Python listened

const tell = (message) => postMessage(message);
// Python waits for ever on a promise that is broken with anything but an Error of the old kind:
// browsers have begun to give QuotaExceededError a class of its own.
const asError = (error) => new Error(String(error ?? "no reason given"));
const stage = (name) => tell({ stage: name });
const at = (name) => new URL(name, start.base);

self.flet_js = {};
self.sidenote = {
  // Waits while another tab holds the journal; the page says so.
  async open() {
    try {
      store = await opening;
    } catch (error) {
      tell({ opened: "refused" }); // the app has a page for it
      throw asError(error);
    }
    tell({ opened: store.kind });
    store.mount(python.FS, FOLDER);
    return store.kind;
  },
  // Gives a promise only if there is something to wait for: any wait lets the screen be drawn once
  // without the word "saved", and then again with it.
  durable() {
    const told = () => void (store.kind !== "not_kept" && tell({ changed: true }));
    const refused = (error) => {
      throw asError(error);
    };
    try {
      const waiting = store.durable();
      return waiting ? waiting.then(told, refused) : told();
    } catch (error) {
      return refused(error);
    }
  },
  // Asked for once: a journal that is begun anew starts with today.
  day() {
    const { day } = start;
    start.day = "";
    return day;
  },
  keepDay: (on) => tell({ day: on }),
  leaveFor: (path) => tell({ left: path }),
  // An import cannot wait for a promise.
  later() {
    const request = new XMLHttpRequest();
    request.open("GET", at("python/later.packed"), false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`later.packed: ${request.status}`);
    return new Uint8Array(request.response);
  },
  // What encrypts is fetched when a passphrase is first wanted.
  async readyToSeal() {
    python.registerJsModule("sidenote_ciphers", { ...(await import("./ciphers.mjs")) });
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
  await keep();
  tell({ asked: true });
});

// Python gives `sidenote.keep` once there is a journal: it writes what is still being typed.
async function keep() {
  try {
    await self.sidenote.keep?.();
  } finally {
    await store?.durable();
  }
}

async function part(name) {
  const { path, integrity, bytes } = start.parts[name];
  const response = await fetch(at(path), { integrity });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const body = path.endsWith(".packed") ? response.body.pipeThrough(new DecompressionStream("gzip")) : response.body;
  const data = await new Response(body).arrayBuffer();
  tell({ got: bytes });
  return new Uint8Array(data);
}

async function extension(name) {
  const { path, integrity, bytes } = start.parts[name];
  const compiled = await WebAssembly.compileStreaming(fetch(at(path), { integrity }));
  tell({ got: bytes });
  return compiled;
}

async function digest(data) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

// The memory of an interpreter that has imported the app. A first visit has none; the service
// worker fetches it afterwards, for the next start.
async function keptSnapshot() {
  if (start.plain || !self.caches) return undefined;
  const place = at(`kept/${encodeURIComponent(start.snapshot)}`);
  try {
    const store = await caches.open(named("sidenote-files"));
    const kept = await (await store.match(place))?.arrayBuffer();
    if (!kept) return undefined;
    // Any page of this host could have put another memory in its place.
    if ((await digest(kept)) === start.memory) return interpreter.opened(new Uint8Array(kept));
    await store.delete(place);
    return undefined;
  } catch (error) {
    console.warn("Sidenote: no snapshot,", String(error)); // only makes this start slower
    return undefined;
  }
}

// The interpreter's own code is fetched and compiled beside all the rest: Pyodide would ask for it
// only once everything else is there.
function startEngine() {
  const { href } = at("pyodide/pyodide.asm.wasm");
  const arriving = fetch(href);
  const usual = self.fetch;
  self.fetch = (wanted, ...more) => (String(wanted) === href ? arriving : usual(wanted, ...more));
  const compiled = WebAssembly.compileStreaming(arriving);
  compiled.catch(() => {}); // awaited, and reported, in `create`
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return compiled;
}

async function create(extensions) {
  const engine = startEngine();
  const modules = ["pyodide/pyodide.mjs", "pyodide/pyodide.asm.mjs"].map((name) => import(at(name)));
  const [{ loadPyodide }, { default: plain }, snapshot] = await Promise.all([...modules, keptSnapshot(), engine]);
  const options = {
    indexURL: at("pyodide/").href,
    stdLibURL: at(start.parts["library.zip"].path).href,
    lockFileContents: start.lock,
    packageBaseUrl: at("pyodide/").href,
    env: { ...interpreter.ENVIRONMENT },
    stdout: (text) => console.log(text),
    stderr: (text) => console.warn(text),
  };
  if (!snapshot) return { python: await loadPyodide(options), isRestored: false };
  try {
    const createPyodideModule = interpreter.creatorFor(snapshot, plain, extensions);
    const restored = { ...options, createPyodideModule, _loadSnapshot: snapshot.memory };
    return { python: await loadPyodide(restored), isRestored: true };
  } catch (error) {
    console.warn("Sidenote: no start from the snapshot,", String(error));
    return { python: await loadPyodide(options), isRestored: false };
  }
}

async function load() {
  const names = Object.keys(start.parts);
  const packed = names.filter((name) => name.endsWith(".packed"));
  const compiled = names.filter((name) => name.endsWith(".wasm"));
  const fetched = Promise.all(packed.map(async (name) => [name, await part(name)]));
  const extensions = Promise.all(compiled.map(async (name) => [name, await extension(name)]));
  for (const promise of [fetched, extensions]) promise.catch(() => {}); // awaited below
  let isRestored;
  ({ python, isRestored } = await create(extensions));
  stage(isRestored ? "restored" : "python");
  const place = isRestored ? interpreter.placeWhenWanted : interpreter.placeParts;
  place(python.FS, await fetched, () => stage("placed"));
  python.registerJsModule("flet_js", self.flet_js);
  python.registerJsModule("sidenote", self.sidenote);
  if (isRestored) return interpreter.wakeUp(python);
  interpreter.loadExtensions(python._module, await extensions, (name, load) => load());
  interpreter.setUp(python, compiled, start.later);
}

async function run() {
  opening = openStore(start.build, () => tell({ elsewhere: true }), start.there);
  if (start.take) please();
  opening.catch(() => {}); // awaited, and reported, when Python opens the journal
  stage("fetching");
  await load();
  self.flet_js.documentUrl = start.documentUrl;
  stage("imports");
  await python.runPythonAsync(interpreter.START);
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
  } else if (data.take) please();
  else if (data.keep) keep().finally(() => tell({ kept: true }));
  else if (data.answer) {
    const question = questions.get(data.answer);
    questions.delete(data.answer);
    if ("error" in data) question.reject(new Error(data.error));
    else question.resolve(data.value);
  } else if (self.flet_js.send) self.flet_js.send(data);
  else waiting.push(data);
};
