// A bare better-sqlite3 on the driver the station itself would take. Times are milliseconds, of the statement alone.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const resources = process.argv.at(-1);
const Database = require(
  Number(process.versions.napi) >= 10
    ? 'better-sqlite3'
    : join(resources, 'sqlite-driver', 'node_modules', 'better-sqlite3'),
);

let db;
let insert;
const statements = new Map();

function timed(run) {
  const started = performance.now();
  run();
  return performance.now() - started;
}

const functions = {
  echo: () => null,
  open(file) {
    db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE IF NOT EXISTS rows (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    insert = db.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?)');
  },
  openReadOnly(file) {
    db = new Database(file, { readonly: true });
    db.pragma('cache_size = -65536');
  },
  close: () => void db.close(),
  /** one row in a transaction of its own */
  commit: (id, value) => timed(() => insert.run(id, value)),
  /** rows of a file, JSON lines, in transactions of `size` */
  insertAll(file, size) {
    const rows = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const batch = db.transaction((part) => {
      for (const { id, value } of part) insert.run(id, value);
    });
    return timed(() => {
      for (let at = 0; at < rows.length; at += size) batch.immediate(rows.slice(at, at + size));
    });
  },
  all(sql) {
    if (!statements.has(sql)) statements.set(sql, db.prepare(sql));
    const statement = statements.get(sql);
    return timed(() => statement.all());
  },
};

process.parentPort.once('message', ({ ports }) => {
  const port = ports[0];
  port.on('message', ({ data }) => {
    try {
      port.postMessage({ id: data.id, value: functions[data.name](...data.args) });
    } catch (error) {
      port.postMessage({ id: data.id, error: String(error) });
    }
  });
  port.start();
});
