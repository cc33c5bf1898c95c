// Opens the journal's store without Python, tells what journal.db holds, and writes into it.
// ?refuse=handles: a browser that lacks access handles; ?write=TEXT: what to write.
import { openStore } from "../storage.js";

const wish = new URL(self.location).searchParams;
const note = (value) => fetch("../note", { method: "POST", body: JSON.stringify(value) });
const [FOLDER, NAME] = ["sidenote", "journal.db"];

if (wish.has("refuse")) {
  navigator.storage.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));
}

// As much of Emscripten's file system as the weaker store asks for.
const files = new Map();
const FS = {
  mkdirTree() {},
  unmount() {},
  writeFile: (path, bytes) => files.set(path, bytes),
  readFile: (path) => files.get(path),
  unlink: (path) => files.delete(path),
  analyzePath: (path) => ({ exists: files.has(path) }),
};

const decode = (bytes) => (bytes ? new TextDecoder().decode(bytes) : "");
const store = await openStore("a build", () => note({ kind: "elsewhere" }));
if (wish.has("refuse")) {
  store.mount(FS, `/${FOLDER}`);
  const path = `/${FOLDER}/${NAME}`;
  const text = decode(files.get(path));
  if (wish.has("write")) FS.writeFile(path, new TextEncoder().encode(wish.get("write")));
  await store.durable();
  store.close(FS, `/${FOLDER}`);
  await note({ kind: store.kind, text });
} else {
  store.close(FS, `/${FOLDER}`);
  await note({ kind: store.kind });
}
