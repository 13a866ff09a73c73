/**
 * Writes `centre-<version>.sql` and `trails-<version>.sql` beside itself: what this very code's gateway keeps, with rows
 * in every table. Run once at each release, from the release's own tree, and keep the files:
 * `released.test.ts` opens every one that lies here.
 *
 *     node_modules/.bin/node tests/contract/gateway/released/make.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import type { EntityRow } from '#shared/protocol/entities.ts';
import { packPoints } from '../../../../gateway/fleet/trailPoints.ts';
import { putRow } from '../../../../gateway/storage/putRow.ts';
import { openSqliteStorage } from '../../../../gateway/storage/sqlite/sqliteStorage.ts';
import { dumpDatabase } from '../../../support/sqlDump.ts';
import { aCase } from '../../station/fakeGateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'street-released-'));
const storage = openSqliteStorage(folder);
const at = Date.now();
const row = aCase({ title: '井盖破损' });
const grid = { code: '99010100100101', version: 1, parent: '990101001001', tier: 'unit', name: '第一网格' } as const;
const command: EntityRow<'command'> = {
  id: uuidv7(),
  version: 1,
  kind: 'notice',
  priority: 'routine',
  title: '通知',
  text: '请注意防汛。',
  issuedAt: at,
  expiresAt: at + 3_600_000,
  requires: 'read',
  issuedBy: { id: 'lead', name: '值班长', kind: 'operator' },
  workerIds: ['w00001'],
  state: 'open',
  cancelReason: null,
};
await storage.seed([putRow('grid', grid, 0)]);
await storage.commit({
  puts: [putRow('case', row, 0)],
  answers: [{ scope: 'op', id: uuidv7(), by: 'lead', answer: { ok: true, result: { caseId: row.id } } }],
  sealedContacts: [{ caseId: row.id, sealed: new Uint8Array([1, 2, 3, 254]) }],
  audits: [{ id: uuidv7(), at, actorId: 'lead', kind: 'contact.reveal', subject: row.id, detail: { reason: '回访' } }],
});
await storage.commit({
  puts: [putRow('command', command, 0)],
  addDeliveries: [{ workerId: 'w00001', commandId: command.id }],
});
await storage.commit({ puts: [putRow('case', { ...row, version: 2, state: 'accepted' }, 1)] });
await storage.takeSerial('99010100120261127');
const account = { id: 'lead', username: 'lead', name: '值班长', kind: 'operator', areas: [], demo: false } as const;
await storage.accounts.put([{ ...account, areas: [], roles: ['shift-lead'], passwordHash: 'hash', disabled: false }]);
const session = { id: uuidv7(), accountId: 'lead', deviceId: null, tokenHash: 'hash', previousHash: null };
await storage.sessions.put({ ...session, rotatedAt: at, expiresAt: at + 86_400_000, revokedAt: null });
await storage.media.put({
  ...{ id: uuidv7(), ownerId: 'w00001', mime: 'image/jpeg', size: 3, sha256: '0'.repeat(64), complete: true, at },
});
const points = [0, 15_000, 30_000].map((ms) => ({ t: at + ms, lon: 121.46 + ms / 1e9, lat: 31.195 }));
await storage.trails.append([{ workerId: 'w00001', from: at, to: at + 30_000, points: packPoints(points) }]);
await storage.close();

for (const name of ['centre', 'trails']) {
  const db = new Database(join(folder, `${name}.sqlite`));
  const version = String(db.pragma('user_version', { simple: true }));
  writeFileSync(join(import.meta.dirname, `${name}-${version}.sql`), dumpDatabase(db));
  db.close();
}
rmSync(folder, { recursive: true });
