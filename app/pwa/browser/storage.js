// The journal's files in the browser. SQLite writes straight onto OPFS access handles; where a
// browser lacks them, one IndexedDB record holds the files; where it refuses both, nothing is
// kept and the app says so. One tab at a time holds the journal.
import { mountHandles } from "./file_system.js";
import { copyBeforeUpdate, HandleStore, NAMES, openHandles } from "./handles.js";
import { BARE_HOLD, HOLD, hold, release } from "./hold.js";
import { isAtTop, ownerOfBareNames } from "./place.js";

export { please, whenAsked } from "./hold.js";

// The fallback: every file in one transaction of IndexedDB.
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function recordsOf(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("files");
  const database = await settled(request);
  const files = database.transaction("files").objectStore("files");
  const [keys, values] = await Promise.all([settled(files.getAllKeys()), settled(files.getAll())]);
  return { database, kept: new Map(keys.map((key, place) => [key, values[place]])) };
}

class RecordStore {
  kind = "kept_less_surely";
  static async open() {
    const store = Object.assign(new RecordStore(), await recordsOf(HOLD));
    if (!isAtTop && !store.kept.size) await store.adopt();
    return store;
  }
  // A copy under a path finds the journal that it kept under the bare name before. It is written
  // here with the first change, and stays there: it may be another copy's.
  async adopt() {
    if ((await ownerOfBareNames()) === "others") return;
    const { database, kept } = await recordsOf(BARE_HOLD);
    database.close();
    this.kept = kept;
  }
  mount(FS, folder) {
    Object.assign(this, { FS, folder });
    FS.mkdirTree(folder);
    for (const [name, bytes] of this.kept) FS.writeFile(`${folder}/${name}`, bytes);
    this.kept = null;
  }
  durable() {
    const change = this.database.transaction("files", "readwrite", { durability: "strict" });
    const files = change.objectStore("files");
    files.clear();
    for (const name of NAMES) {
      const path = `${this.folder}/${name}`;
      if (this.FS.analyzePath(path).exists) files.put(this.FS.readFile(path), name);
    }
    return new Promise((resolve, reject) => {
      change.oncomplete = () => resolve();
      change.onabort = change.onerror = () => reject(change.error);
    });
  }
  close() {
    this.database.close();
    for (const name of NAMES) {
      const path = `${this.folder}/${name}`;
      if (this.FS.analyzePath(path).exists) this.FS.unlink(path);
    }
  }
}

const NOTHING_KEPT = { kind: "not_kept", durable() {}, close() {} };

async function openHandlesOf(build) {
  const store = await openHandles();
  try {
    copyBeforeUpdate(store, build);
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}

// Where there is a journal, no other may take its place: neither an empty one because its own files
// do not open now, nor one on handles that the browser has learnt since.
async function openBest(build, there) {
  if (there === "kept_less_surely") return RecordStore.open();
  try {
    return await openHandlesOf(build);
  } catch (error) {
    // Held elsewhere is no lack.
    if (error.name === "NoModificationAllowedError" || there !== null) throw error;
    console.warn("Sidenote: no access handles,", String(error));
  }
  try {
    return await RecordStore.open();
  } catch (error) {
    console.warn("Sidenote: nothing can be kept,", String(error));
    return NOTHING_KEPT;
  }
}

/** The store of this tab, once no other tab has it; `elsewhere` is called if that takes a while.
 *  `there`: the kind of store in which this browser has kept a journal before; null: in none. */
export async function openStore(build, elsewhere, there = null) {
  await hold(elsewhere);
  let store;
  while (!store) {
    try {
      store = await openBest(build, there);
    } catch (error) {
      if (error.name !== "NoModificationAllowedError") {
        release(); // never a lock without its files
        throw error;
      }
      elsewhere(); // a browser without locks
    }
  }
  return {
    kind: store.kind,
    mount(FS, folder) {
      if (store instanceof HandleStore) mountHandles(FS, folder, store);
      else if (store.mount) store.mount(FS, folder);
      else FS.mkdirTree(folder);
    },
    durable: () => store.durable(),
    close(FS, folder) {
      try {
        if (store instanceof HandleStore) FS.unmount(folder);
        store.close();
      } finally {
        release();
      }
    },
  };
}
