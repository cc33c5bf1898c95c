// Emscripten's view of files on access handles: one folder with a fixed set of names.
import { BUILD_NAME, NAMES } from "./handles.js";

// Numbers of Emscripten's errno.
const [EACCES, EINVAL, EIO, ENOENT, ENOSPC] = [2, 28, 29, 44, 51];

/** Mount the files of a HandleStore at `folder`. */
export function mountHandles(FS, folder, store) {
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
