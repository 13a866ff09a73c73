import type Database from 'better-sqlite3';

interface SchemaRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

/**
 * A whole SQLite database as SQL text, as the shell's `.dump` gives it: tables with their rows, then indexes and
 * triggers, so that no trigger fires while rows come in. Full-text tables are carried by their shadow tables.
 */
export function dumpDatabase(db: Database.Database): string {
  const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master').all() as SchemaRow[];
  const tables = schema.filter((row) => row.type === 'table' && row.sql !== null && !row.name.startsWith('sqlite_'));
  const plain = tables.filter((row) => !isVirtual(row));
  const after = schema.filter((row) => row.type !== 'table' && row.sql !== null);
  return [
    `PRAGMA user_version = ${String(db.pragma('user_version', { simple: true }))};`,
    ...plain.flatMap(({ name, sql }) => [`${sql};`, ...rowsOf(db, name)]),
    ...(hasSequence(schema) ? ['DELETE FROM sqlite_sequence;', ...rowsOf(db, 'sqlite_sequence')] : []),
    ...tables.filter(isVirtual).map(({ name, sql }) => virtualTable(name, sql ?? '')),
    ...after.map(({ sql }) => `${sql};`),
    '',
  ].join('\n');
}

/** Makes the database of a dump at `file`, which must not be there yet. */
export function loadDump(driver: typeof Database, file: string, sql: string): void {
  const db = new driver(file);
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  db.transaction(() => db.exec(sql))();
  db.close();
}

function isVirtual(row: SchemaRow): boolean {
  return row.sql?.startsWith('CREATE VIRTUAL') ?? false;
}

function hasSequence(schema: readonly SchemaRow[]): boolean {
  return schema.some((row) => row.name === 'sqlite_sequence');
}

/** Its shadow tables are there already: creating it the usual way would make them anew. */
function virtualTable(name: string, sql: string): string {
  return `INSERT INTO sqlite_master VALUES ('table', '${name}', '${name}', 0, ${literal(sql)});`;
}

function rowsOf(db: Database.Database, table: string): string[] {
  const rows = db.prepare(`SELECT * FROM ${table}`).raw().safeIntegers().all() as unknown[][];
  return rows.map((row) => `INSERT INTO ${table} VALUES (${row.map(literal).join(', ')});`);
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  if (typeof value !== 'string') throw new TypeError(`no SQL literal for a ${typeof value}`);
  return `'${value.replaceAll("'", "''")}'`;
}
