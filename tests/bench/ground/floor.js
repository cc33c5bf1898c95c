// The least that a change can cost: one row, one commit of plain sqlite3, in the app's own storage.
import { openStore } from "../storage.js";

const PYTHON = `
import sqlite3
from datetime import UTC, date, datetime

db = sqlite3.connect("/journal/journal.db", isolation_level=None)
for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = FULL",
               "temp_store = MEMORY", "secure_delete = ON", "foreign_keys = ON"):
    db.execute(f"PRAGMA {pragma}").fetchall()
count = 0

def commit():
    global count
    count += 1
    stamp = datetime.now(UTC).isoformat()
    db.execute("BEGIN IMMEDIATE")
    db.execute(
        """INSERT INTO answer (on_date, effect_key, level, places, stopped_me, written_at,
                               utc_offset, updated_at, is_deleted)
           VALUES (?, 'dry_lips', ?, '', 0, ?, 0, ?, 0)
           ON CONFLICT (on_date, effect_key) DO UPDATE SET
             level = excluded.level, written_at = excluded.written_at,
             updated_at = excluded.updated_at""",
        (date.today().isoformat(), count % 5, stamp, stamp))
    db.execute("COMMIT")
`;

const queue = [];
let wake = () => {};
self.onmessage = ({ data }) => (queue.push(data), wake());

const store = await openStore("", () => {}, "kept");
const { loadPyodide } = await import(new URL("../pyodide/pyodide.mjs", self.location));
const python = await loadPyodide({
  stdLibURL: new URL("../python/library.zip", self.location).href,
  lockFileContents: JSON.stringify({ info: { abi_version: "2026_0", python: "3.14.2" }, packages: {} }),
  packageBaseUrl: "./",
});
store.mount(python.FS, "/journal");
python.runPython(PYTHON);
const commit = python.globals.get("commit");
postMessage({ ready: store.kind });
for (;;) {
  if (!queue.length) await new Promise((resolve) => (wake = resolve));
  queue.shift();
  commit();
  await store.durable();
  postMessage({});
}
