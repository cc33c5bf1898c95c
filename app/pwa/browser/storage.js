// The journal's files in the browser. SQLite writes straight onto OPFS access handles; where a
// browser lacks them, one IndexedDB record holds the files; where it refuses both, nothing is
// kept and the app says so. One tab at a time holds the journal.

const FOLDER = "sidenote";
const DATABASES = ["journal.db", "copy.db", "backup-1.db", "backup-2.db", "before-restore.db"];
const NAMES = [...DATABASES.flatMap((name) => [name, `${name}-journal`]), "before-update.db"];
const BUILD_NAME = "build";
const HOLD = "sidenote-journal"; // the name of the lock, the channel and the fallback database
const CLOSING_MS = 1500;
const RETRIES = 20; // a dying tab frees its handles a moment after its lock
const RETRY_MS = 150;
// Numbers of Emscripten's errno.
const [EACCES, EINVAL, EIO, ENOENT, ENOSPC] = [2, 28, 29, 44, 51];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- who holds the journal ------------------------------------------------------------------

const channel = "BroadcastChannel" in self ? new BroadcastChannel(HOLD) : null;
let letGo = null; // ends our hold; null while another tab may have the journal
let asked = null; // called when another tab asks for the journal

if (channel) channel.onmessage = ({ data }) => data === "please" && letGo && asked?.();

function requestHold(options) {
  return new Promise((resolve, reject) => {
    const held = (lock) => (lock ? new Promise((done) => resolve(() => done())) : resolve(null));
    navigator.locks.request(HOLD, options, held).catch(reject);
  });
}

// Waits its turn. A tab that is closing frees the journal within moments; `elsewhere` is called
// when it takes longer than that.
async function hold(elsewhere) {
  if (!navigator.locks) return; // without locks the handles themselves exclude
  letGo = await requestHold({ ifAvailable: true });
  if (letGo) return;
  const turn = requestHold({});
  const patience = setTimeout(elsewhere, CLOSING_MS);
  letGo = await turn;
  clearTimeout(patience);
}

/** Ask the tab that holds the journal to let it go. */
export function please() {
  channel?.postMessage("please");
}

function release() {
  const done = letGo;
  letGo = null;
  done?.();
}

// ---- files on access handles ----------------------------------------------------------------

class HeldFile {
  constructor(name, number, handle) {
    Object.assign(this, { name, number, handle, isDirty: false });
    this.isJournal = name.endsWith("-journal");
  }
  get size() {
    return this.handle.getSize();
  }
  read(into, at) {
    return this.handle.read(into, { at });
  }
  write(from, at) {
    this.isDirty = true;
    const written = this.handle.write(from, { at });
    if (written !== from.length) throw new DOMException("no space", "QuotaExceededError");
    return written;
  }
  cut(size) {
    this.isDirty = true;
    this.handle.truncate(size);
  }
  flush() {
    this.handle.flush();
    this.isDirty = false;
  }
}

class HandleStore {
  kind = "kept";
  constructor(files) {
    this.files = files;
  }
  // SQLite's own fdatasync() never reaches a file system of Emscripten, so its order is kept here.
  // Before one file changes, every other changed file is on the disk. Before a rollback journal says
  // in its header how many pages it holds, the pages are on the disk. And a journal cut to nothing,
  // which is the moment a change counts, is on the disk before SQLite goes on.
  settleOthers(me) {
    for (const file of this.files.values()) if (file !== me && file.isDirty) file.flush();
  }
  write(file, from, at) {
    this.settleOthers(file);
    const isHeader = file.isJournal && at < file.size;
    if (isHeader && file.isDirty) file.flush();
    return file.write(from, at);
  }
  cut(file, size) {
    this.settleOthers(file);
    file.cut(size);
    if (size === 0 || file.isJournal) file.flush();
  }
  durable() {
    for (const file of this.files.values()) if (file.isDirty) file.flush();
  }
  close() {
    for (const file of this.files.values()) {
      try {
        file.flush();
      } finally {
        file.handle.close();
      }
    }
  }
}

async function openHandles() {
  const root = await navigator.storage.getDirectory(); // refused in some private windows
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  for (let tries = 0; ; tries++) {
    const files = new Map();
    try {
      for (const name of [...NAMES, BUILD_NAME]) {
        const entry = await folder.getFileHandle(name, { create: true });
        files.set(name, new HeldFile(name, 100 + files.size, await entry.createSyncAccessHandle()));
      }
      if (typeof files.get(BUILD_NAME).size !== "number") throw new Error("handles that wait");
      return new HandleStore(files);
    } catch (error) {
      for (const file of files.values()) file.handle.close();
      const isHeld = error.name === "NoModificationAllowedError";
      if (!isHeld || tries >= RETRIES) throw error;
      await pause(RETRY_MS);
    }
  }
}

function contents(file) {
  const bytes = new Uint8Array(file.size);
  file.read(bytes, 0);
  return bytes;
}

function replace(file, bytes) {
  file.cut(0);
  if (bytes.length) file.write(bytes, 0);
  file.flush();
}

// The first start of a new build keeps the journal as the build before left it. A journal in the
// middle of a change is left for SQLite to finish; the next start copies it.
function copyBeforeUpdate({ files }, build) {
  const mark = files.get(BUILD_NAME);
  if (!build || new TextDecoder().decode(contents(mark)) === build) return;
  const journal = files.get("journal.db");
  if (files.get("journal.db-journal").size > 0) return;
  if (mark.size > 0 && journal.size > 0) {
    try {
      replace(files.get("before-update.db"), contents(journal));
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error; // a full disk must not stop the start
      replace(files.get("before-update.db"), new Uint8Array());
    }
  }
  replace(mark, new TextEncoder().encode(build));
}

// Emscripten's view of a HandleStore: one folder with a fixed set of names.
function mountHandles(FS, folder, store) {
  const fail = (error) => {
    if (error instanceof FS.ErrnoError) throw error;
    console.error("Sidenote: the journal's file refused:", String(error));
    throw new FS.ErrnoError(error?.name === "QuotaExceededError" ? ENOSPC : EIO);
  };
  const guarded = (action) => (...values) => {
    try {
      return action(...values);
    } catch (error) {
      return fail(error);
    }
  };
  const refuse = () => {
    throw new FS.ErrnoError(EACCES);
  };
  const named = (name) => (name === BUILD_NAME ? undefined : store.files.get(name));
  const existing = (name) => {
    const file = named(name);
    if (!file || !(file.isNamed ?? file.size > 0)) throw new FS.ErrnoError(ENOENT);
    return file;
  };
  const time = new Date();
  const getattr = guarded((node) => {
    const size = node.file ? node.file.size : 4096;
    const [ino, blocks] = [node.file?.number ?? 1, Math.ceil(size / 512)];
    const times = { atime: time, mtime: time, ctime: time };
    return { dev: 1, ino, mode: node.mode, nlink: 1, uid: 0, gid: 0, rdev: 0, size, ...times, blksize: 4096, blocks };
  });
  const setattr = guarded((node, change) => {
    if (change.size !== undefined && node.file) store.cut(node.file, change.size);
  });
  const nodeOf = (parent, file) => {
    const node = FS.createNode(parent, file.name, 0o100600, 0);
    return Object.assign(node, { file, node_ops: { getattr, setattr }, stream_ops: streams });
  };
  const empty = (file, isNamed) => {
    store.cut(file, 0);
    file.isNamed = isNamed;
  };
  const streams = {
    open() {},
    close() {},
    read: guarded(({ node }, buffer, offset, length, at) =>
      length ? node.file.read(buffer.subarray(offset, offset + length), at) : 0),
    write: guarded(({ node }, buffer, offset, length, at) =>
      length ? store.write(node.file, buffer.subarray(offset, offset + length), at) : 0),
    llseek(stream, offset, whence) {
      const from = whence === 1 ? stream.position : whence === 2 ? stream.node.file.size : 0;
      if (from + offset < 0) throw new FS.ErrnoError(EINVAL);
      return from + offset;
    },
    fsync: guarded(({ node }) => (node.file.flush(), 0)),
  };
  const folderOps = {
    getattr,
    setattr,
    lookup: (parent, name) => nodeOf(parent, existing(name)),
    mknod: guarded((parent, name, mode) => {
      const file = named(name);
      if (!file || (mode & 0o170000) !== 0o100000) refuse();
      empty(file, true);
      return nodeOf(parent, file);
    }),
    unlink: guarded((parent, name) => empty(existing(name), false)),
    readdir: () => [".", "..", ...NAMES.filter((name) => store.files.get(name).size > 0)],
    rename: refuse,
    rmdir: refuse,
    symlink: refuse,
  };
  // A folder is read piece by piece from where the last piece ended.
  const seekEntry = (stream, offset, whence) => (whence === 1 ? stream.position + offset : offset);
  const mount = () => {
    const root = FS.createNode(null, "/", 0o40700, 0);
    return Object.assign(root, { node_ops: folderOps, stream_ops: { llseek: seekEntry } });
  };
  FS.mkdirTree(folder);
  FS.mount({ mount }, {}, folder);
}

// ---- the fallback: every file in one IndexedDB transaction ----------------------------------

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

class RecordStore {
  kind = "kept_less_surely";
  static async open() {
    const request = indexedDB.open(HOLD, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    const store = new RecordStore();
    store.database = await settled(request);
    const files = store.database.transaction("files").objectStore("files");
    const [keys, values] = await Promise.all([settled(files.getAllKeys()), settled(files.getAll())]);
    store.kept = new Map(keys.map((key, place) => [key, values[place]]));
    return store;
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

// ---- what the worker uses -------------------------------------------------------------------

async function openBest(build) {
  try {
    const store = await openHandles();
    copyBeforeUpdate(store, build);
    return store;
  } catch (error) {
    if (error.name === "NoModificationAllowedError") throw error; // held elsewhere: not a lack
    console.warn("Sidenote: no access handles,", String(error));
  }
  try {
    return await RecordStore.open();
  } catch (error) {
    console.warn("Sidenote: nothing can be kept,", String(error));
    return NOTHING_KEPT;
  }
}

/** The store of this tab, once no other tab has it; `elsewhere` is called if that takes a while. */
export async function openStore(build, elsewhere) {
  await hold(elsewhere);
  let store;
  while (!store) {
    try {
      store = await openBest(build);
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

/** Call `action` whenever another tab asks for the journal that this tab holds. */
export function whenAsked(action) {
  asked = action;
}
