// Writes to the journal's store as fast as it can and leaves a note of each change that is safe.
// ?record: keeps every operation on a handle; ?changes=N: stops after N and sends the record.
// ?refuse=handles or ?refuse=all: a browser that lacks access handles, or keeps nothing at all.
import { openStore, please, whenAsked } from "../storage.js";

const wish = new URL(self.location).searchParams;
const note = (value) => fetch("../note", { method: "POST", body: JSON.stringify(value) });
const record = [];

if (wish.has("record")) {
  const names = new WeakMap();
  const create = FileSystemFileHandle.prototype.createSyncAccessHandle;
  FileSystemFileHandle.prototype.createSyncAccessHandle = async function (...values) {
    const handle = await create.apply(this, values);
    names.set(handle, this.name);
    return handle;
  };
  const prototype = FileSystemSyncAccessHandle.prototype;
  for (const deed of ["write", "truncate", "flush"]) {
    const real = prototype[deed];
    prototype[deed] = function (first, options) {
      const name = names.get(this);
      if (deed === "write") {
        const bytes = new Uint8Array(first.buffer, first.byteOffset, first.length);
        record.push([name, deed, options.at, btoa(String.fromCharCode(...bytes))]);
      }
      else record.push([name, deed, first ?? 0]);
      return real.call(this, first, options);
    };
  }
}
if (wish.get("refuse")) {
  navigator.storage.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));
  if (wish.get("refuse") === "all") {
    IDBFactory.prototype.open = () => {
      throw new DOMException("no", "SecurityError");
    };
  }
}

const PYTHON = `
import json, random, sqlite3, zlib

db = sqlite3.connect("/journal/journal.db", isolation_level=None)
for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = FULL",
               "temp_store = MEMORY", "secure_delete = ON"):
    db.execute(f"PRAGMA {pragma}").fetchall()
db.execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, text TEXT, crc INTEGER)")
db.execute("CREATE TABLE IF NOT EXISTS counter (value INTEGER)")
if not db.execute("SELECT count(*) FROM counter").fetchone()[0]:
    db.execute("INSERT INTO counter VALUES (0)")

def state():
    sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    rows = db.execute("SELECT text, crc FROM kept").fetchall()
    bad = sum(zlib.crc32(text.encode()) != crc for text, crc in rows)
    value = db.execute("SELECT value FROM counter").fetchone()[0]
    last = db.execute("SELECT coalesce(max(id), 0) FROM kept").fetchone()[0]
    return json.dumps({"sound": sound, "rows": len(rows), "bad": bad, "last": last, "value": value})

def text():
    made = "".join(random.choices("abcdefgh ", k=random.randint(20, 3000)))
    return made, zlib.crc32(made.encode())

def change():
    db.execute("BEGIN IMMEDIATE")
    value = db.execute("UPDATE counter SET value = value + 1 RETURNING value").fetchone()[0]
    db.execute("INSERT INTO kept VALUES (?, ?, ?)", (value, *text()))
    for _ in range(random.randint(0, 8)):
        db.execute("UPDATE kept SET text = ?, crc = ? WHERE id = ?",
                   (*text(), random.randint(1, value)))
    db.execute("COMMIT")
    return value
`;

async function openHere(store) {
  const { loadPyodide } = await import(new URL("../pyodide/pyodide.mjs", self.location));
  const python = await loadPyodide({
    stdLibURL: new URL("../python/library.zip", self.location).href,
    lockFileContents: JSON.stringify({ info: { abi_version: "2026_0", python: "3.14.2" }, packages: {} }),
    packageBaseUrl: "./",
  });
  store.mount(python.FS, "/journal");
  python.runPython(PYTHON);
  return python;
}

async function write(python, store) {
  const wanted = Number(wish.get("changes") || Infinity);
  const change = python.globals.get("change");
  for (let done = 0; done < wanted; done++) {
    const acked = change();
    await store.durable();
    if (wish.has("record")) record.push(["", "acked", acked]);
    else await note({ acked });
  }
  if (wish.has("record")) await note({ record });
}

const store = await openStore("ground", () => {
  note({ kind: "elsewhere" });
  if (wish.has("take")) please();
}, wish.get("there"));
{
  const python = await openHere(store);
  let isAsked = false;
  whenAsked(() => (isAsked = true));
  await note({ kind: store.kind, state: JSON.parse(python.globals.get("state")()) });
  if (wish.has("hold")) {
    while (!isAsked) await new Promise((done) => setTimeout(done, 20));
    python.runPython("db.close()");
    store.close(python.FS, "/journal");
    await note({ let_go: true });
  } else await write(python, store).catch((error) => note({ error: String(error) }));
}
