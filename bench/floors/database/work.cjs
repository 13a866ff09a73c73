// A bare better-sqlite3 on the driver the station itself would take. Times are milliseconds, of the statement alone.
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

/** The tables of the set that windows read, whichever of the two it is. */
function liveTables(db, ...names) {
  const set = db.prepare("SELECT value FROM meta WHERE key = 'live'").pluck().get();
  return names.map((name) => `${name}_${set}`);
}

/** A fresh file with the same tables and indexes as another, but no triggers. */
function emptyCopy(from, file, tables, synchronous) {
  const target = new Database(file);
  target.pragma('journal_mode = WAL');
  target.pragma(`synchronous = ${synchronous}`);
  target.pragma('cache_size = -65536');
  const wanted = from.prepare(
    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'trigger' AND sql NOT NULL",
  );
  for (const table of tables) for (const { sql } of wanted.all(table)) target.exec(sql);
  return target;
}

function upsert(table, row) {
  const names = Object.keys(row).filter((name) => name !== 'rid');
  const sets = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})
    ON CONFLICT DO UPDATE SET ${sets.join(', ')}`;
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
  /**
   * The cases and history lines of a station's database once more, into the same tables with the same indexes but no
   * triggers: each case as reported, each line, then each case as it is, `size` rows to a transaction.
   */
  copyRows(source, file, size) {
    const from = new Database(source, { readonly: true });
    const tables = liveTables(from, 'cases', 'case_events');
    const target = emptyCopy(from, file, tables, 'FULL');
    const [cases, lines] = tables.map((table) => from.prepare(`SELECT * FROM ${table}`).all());
    const [putCase, putLine] = tables.map((table, n) => target.prepare(upsert(table, [cases, lines][n][0])));
    const work = [
      ...cases.flatMap((row, n) => [
        [putCase, { ...row, version: 1, truth_version: 1, state: 'reported' }],
        [putLine, lines[n]],
      ]),
      ...cases.map((row) => [putCase, row]),
    ];
    const batch = target.transaction((part) => {
      for (const [statement, row] of part) statement.run(row);
    });
    const took = timed(() => {
      for (let at = 0; at < work.length; at += size) batch.immediate(work.slice(at, at + size));
    });
    from.close();
    target.close();
    return took;
  },
  /**
   * Every case of a station's database once more, in the order of the ids, into the same table with the same indexes but no
   * triggers, `size` rows to a transaction that is not waited for. Reading them is not counted.
   */
  copyCases(source, file, size) {
    const from = new Database(source, { readonly: true });
    const [cases] = liveTables(from, 'cases');
    const target = emptyCopy(from, file, [cases], 'NORMAL');
    const page = from.prepare(`SELECT * FROM ${cases} WHERE rid > ? ORDER BY rid LIMIT ?`);
    const names = page.columns().map(({ name }) => name);
    const put = target.prepare(`INSERT INTO ${cases} VALUES (${names.map((name) => `@${name}`).join(', ')})`);
    const batch = target.transaction((rows) => {
      for (const row of rows) put.run(row);
    });
    let took = 0;
    for (let rows = page.all(0, size); rows.length > 0; rows = page.all(rows.at(-1).rid, size)) {
      took += timed(() => batch.immediate(rows));
    }
    from.close();
    target.close();
    return took;
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
