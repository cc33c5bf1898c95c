// The journal's files on OPFS access handles: on the disk at every commit.
import { forgetBareFiles, isAtTop, named, ownerOfBareNames } from "./place.js";

const FOLDER = "sidenote";
const TURNS = ["backup-1.db", "backup-2.db", "backup-3.db"];
const DATABASES = ["journal.db", "copy.db", ...TURNS, "before-restore.db", "before-change.db"];
const PLAIN = ["before-update.db", "before-unreadable.db", "replacing"];
/** Every file that can exist beside the journal; handles are opened before SQLite asks. */
export const NAMES = [...DATABASES.flatMap((name) => [name, `${name}-journal`]), ...PLAIN];
/** Holds the name of the build that last opened the journal. */
export const BUILD_NAME = "build";
const RETRIES = 20; // a dying tab frees its handles a moment after its lock
const RETRY_MS = 150;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

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

export class HandleStore {
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

/** Open every file. Throws what the browser throws. */
export async function openHandles() {
  const root = await navigator.storage.getDirectory(); // refused in some private windows
  const store = await openIn(await root.getDirectoryHandle(named(FOLDER), { create: true }));
  try {
    if (!isAtTop && store.files.get(BUILD_NAME).size === 0) await adopt(root, store);
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}

// A copy under a path finds the journal that it kept under the bare name before. Which build it
// was of is written last: until then a start that was cut off begins anew.
async function adopt(root, store) {
  const owner = await ownerOfBareNames();
  if (owner === "others") return;
  const folder = await root.getDirectoryHandle(FOLDER).catch(() => null);
  if (!folder) return;
  const old = await openIn(folder);
  try {
    for (const [name, file] of store.files) replace(file, contents(old.files.get(name)));
  } finally {
    old.close();
  }
  if (owner !== "ours") return; // left where it is: it may be another copy's
  await root.removeEntry(FOLDER, { recursive: true });
  await forgetBareFiles();
}

async function openIn(folder) {
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
export function copyBeforeUpdate({ files }, build) {
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
