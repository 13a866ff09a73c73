import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { MediaRef, Outgoing } from '../core/outgoing.ts';
import type { Known } from '../core/inbox.ts';
import type { Position } from '#shared/protocol/terminal.ts';

/** What a phone keeps for one worker: it survives reload, loss of network and an empty battery. */
interface Kept extends DBSchema {
  commands: { key: string; value: Known };
  /** in the order in which it goes out; `key` makes the same thing said twice one */
  outbox: { key: number; value: Outgoing; indexes: { key: string } };
  /** what the centre did not take, until the worker has seen it */
  refused: { key: number; value: Refused };
  media: { key: string; value: { ref: MediaRef; blob: Blob } };
  positions: { key: number; value: Position };
  facts: { key: string; value: number | boolean };
}
export interface Refused {
  n: number;
  item: Outgoing;
  message: string;
}
export type Database = IDBPDatabase<Kept>;

/** Positions kept while the centre cannot be reached: a day of one each ten seconds. */
const MOST_POSITIONS = 8640;

/** Opens what is kept for a worker; another worker who signs in on the same phone sees none of it. */
export function openDatabase(workerId: string): Promise<Database> {
  return openDB<Kept>(`terminal-${workerId}`, 1, {
    upgrade(db) {
      db.createObjectStore('commands', { keyPath: 'id' });
      db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true }).createIndex('key', 'key', { unique: true });
      db.createObjectStore('refused', { keyPath: 'n' });
      db.createObjectStore('media', { keyPath: 'ref.id' });
      db.createObjectStore('positions', { keyPath: 't' });
      db.createObjectStore('facts');
    },
  });
}

/**
 * Changes one command by what is known of it, in one transaction, and answers what is kept then; null changes nothing.
 * Two windows of one phone may do so at once.
 */
export async function changeCommand<K extends Known>(
  db: Database,
  id: string,
  change: (known: Known | undefined) => K | null,
): Promise<K | null> {
  const tx = db.transaction('commands', 'readwrite', { durability: 'strict' });
  const changed = change(await tx.store.get(id));
  if (changed) await tx.store.put(changed);
  await tx.done;
  return changed;
}

/** Keeps a position; the oldest goes when there are too many. */
export async function keepPosition(db: Database, position: Position): Promise<void> {
  const tx = db.transaction('positions', 'readwrite');
  await tx.store.put(position);
  if ((await tx.store.count()) > MOST_POSITIONS) {
    const oldest = await tx.store.openCursor();
    await oldest?.delete();
  }
  await tx.done;
}
