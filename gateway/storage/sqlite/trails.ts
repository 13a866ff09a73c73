import type { TrailChunk, TrailStore } from '../storage.ts';
import type { Database } from './database.ts';

/** Most rows of one delete, so that expiring a month never holds the loop. */
const EXPIRE_ROWS = 2000;

export function sqliteTrails(db: Database): TrailStore {
  const append = db.prepare('INSERT OR REPLACE INTO trail (workerId, "from", "to", points) VALUES (?, ?, ?, ?)');
  const read = db.prepare<[string, number, number, number], TrailChunk>(
    `SELECT workerId, "from", "to", points FROM trail
     WHERE workerId = ? AND "from" <= ? AND "to" >= ? ORDER BY "from" LIMIT ?`,
  );
  const between = db.prepare<[number, number, number, number, string, number, number], TrailChunk>(
    `SELECT workerId, "from", "to", points FROM trail INDEXED BY trail_age
     WHERE "to" >= ? AND "to" <= ? AND "from" <= ? AND ("to", workerId, "from") > (?, ?, ?)
     ORDER BY "to", workerId, "from" LIMIT ?`,
  );
  const expire = db.prepare<[number, number]>(
    `DELETE FROM trail WHERE (workerId, "from") IN (SELECT workerId, "from" FROM trail WHERE "to" < ? LIMIT ?)`,
  );
  const appendAll = db.transaction((chunks: readonly TrailChunk[]) => {
    for (const { workerId, from, to, points } of chunks) append.run(workerId, from, to, points);
  });
  return {
    append: async (chunks) => appendAll(chunks),
    read: async (workerId, from, to, limit) => read.all(workerId, to, from, limit),
    between: async ({ from, to, longest, after, limit }) => {
      const { to: ended, workerId, from: began } = after ?? { to: from - 1, workerId: '', from: 0 };
      return between.all(Math.max(from, ended), to + longest, to, ended, workerId, began, limit);
    },
    expire: async (before) => expire.run(before, EXPIRE_ROWS).changes,
  };
}
