import { v7 as uuidv7 } from 'uuid';
import type { CareOutcome } from '#shared/contract/backups.ts';
import type { StationConfig } from '#shared/contract/control.ts';
import { Cache } from './cache/cache.ts';
import { settleRestore } from './care/restore.ts';
import { layAnew } from './care/takeOver.ts';
import type { Driver } from './db/driver.ts';
import { Meta } from './db/meta.ts';
import { openDatabase } from './db/open.ts';
import { Statements } from './db/statements.ts';
import { untaken } from './db/trouble.ts';
import type { Log } from './log.ts';
import { Outbox } from './outbox/outbox.ts';
import { OutboxOverlay } from './outbox/overlay.ts';
import { LostKey } from './vault/lostKey.ts';
import { sealedPayloads } from './vault/sealedPayloads.ts';
import { sealOldBackups, sealOldRows } from './vault/sealOld.ts';
import { Vault } from './vault/vault.ts';

/**
 * Opens what this desk keeps: the database, or a stand-in for it, and what reads and writes its rows. What an earlier run left to
 * be done to it is done before anybody asks: a restore, a new key, a new layout. `standIn` is why no work can be taken, from the
 * start on; only a new start helps.
 */
export function openDesk(
  { home, vault: { key } }: Pick<StationConfig, 'home' | 'vault'>,
  driver: Driver,
  now: number,
  log: Log,
) {
  let restored: CareOutcome | null = null;
  const opened = openDatabase(home, driver, now, log, () => {
    restored = settleRestore(home, driver, now, log);
  });
  const { db } = opened;
  const meta = new Meta(db);
  const consoleId = meta.get('console-id') ?? uuidv7();
  const vault = new Vault(key);
  const outbox = new Outbox(db, sealedPayloads(vault));
  const overlay = new OutboxOverlay(outbox);
  const cache = new Cache(db, overlay, log);
  const statements = new Statements(db);
  const lostKey = new LostKey(db, outbox);
  const standIn =
    opened.trouble ??
    untaken(log, () => {
      meta.set('console-id', consoleId);
      lostKey.check(vault);
      if (lostKey.isUnsettled) log.error('what was encrypted before does not open with the present key');
      sealOldRows(db, vault, log);
      sealOldBackups(meta, home, driver, vault, log);
      layAnew(db, cache, outbox, overlay);
    });
  // TypeScript does not see that the callback above was called.
  const failed = restored as CareOutcome | null;
  return { ...opened, meta, consoleId, vault, outbox, overlay, cache, statements, lostKey, standIn, failed };
}
