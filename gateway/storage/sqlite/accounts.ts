import { IMPORT_MIME } from '#shared/protocol/imports.ts';
import { z } from 'zod';
import { ROLES } from '#shared/domain/roles.ts';
import type { Account, AccountStore, MediaRow, MediaStore, Session, SessionStore } from '../storage.ts';
import type { Database } from './database.ts';
import type { GroupWriter } from './groupWriter.ts';

const rolesSchema = z.array(z.enum(ROLES));
const areasSchema = z.array(z.string());

type AccountDbRow = Omit<Account, 'roles' | 'areas' | 'demo' | 'disabled'> & {
  roles: string;
  areas: string;
  demo: number;
  disabled: number;
};

function accountOf(row: AccountDbRow | undefined): Account | null {
  if (!row) return null;
  return {
    ...row,
    roles: rolesSchema.parse(JSON.parse(row.roles)),
    areas: areasSchema.parse(JSON.parse(row.areas)),
    demo: row.demo === 1,
    disabled: row.disabled === 1,
  };
}

export function sqliteAccounts(db: Database, writer: GroupWriter): AccountStore {
  const byUsername = db.prepare<[string], AccountDbRow>('SELECT * FROM account WHERE username = ?');
  const byId = db.prepare<[string], AccountDbRow>('SELECT * FROM account WHERE id = ?');
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM account WHERE demo = 0');
  const put = db.prepare(
    `INSERT OR REPLACE INTO account (id, username, name, kind, roles, areas, passwordHash, demo, disabled)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    byUsername: async (username) => accountOf(byUsername.get(username)),
    byId: async (id) => accountOf(byId.get(id)),
    count: async () => count.get()?.n ?? 0,
    put: (accounts) =>
      writer.write(() => {
        for (const { id, username, name, kind, roles, areas, passwordHash, demo, disabled } of accounts) {
          const [roleText, areaText] = [JSON.stringify(roles), JSON.stringify(areas)];
          put.run(id, username, name, kind, roleText, areaText, passwordHash, Number(demo), Number(disabled));
        }
      }),
  };
}

export function sqliteSessions(db: Database, writer: GroupWriter): SessionStore {
  const get = db.prepare<[string], Session>('SELECT * FROM session WHERE id = ?');
  const ofAccount = db.prepare<[string], Session>('SELECT * FROM session WHERE accountId = ? AND revokedAt IS NULL');
  const put = db.prepare(
    `INSERT INTO session (id, accountId, deviceId, tokenHash, previousHash, rotatedAt, expiresAt, revokedAt)
     VALUES ($id, $accountId, $deviceId, $tokenHash, $previousHash, $rotatedAt, $expiresAt, $revokedAt)
     ON CONFLICT (id) DO UPDATE SET tokenHash = excluded.tokenHash, previousHash = excluded.previousHash,
       rotatedAt = excluded.rotatedAt, expiresAt = excluded.expiresAt, revokedAt = coalesce(revokedAt, excluded.revokedAt)`,
  );
  const revoke = db.prepare('UPDATE session SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL');
  const revoked = db.prepare<[number], { id: string }>('SELECT id FROM session WHERE revokedAt >= ?');
  const forget = db.prepare('DELETE FROM session WHERE expiresAt < ?');
  return {
    get: async (id) => get.get(id) ?? null,
    ofAccount: async (accountId) => ofAccount.all(accountId),
    put: async (session) => {
      await writer.write(() => put.run(session));
    },
    revoke: async (id, at) => {
      await writer.write(() => revoke.run(at, id));
    },
    revokedSince: async (at) => revoked.all(at).map((row) => row.id),
    forget: async (expiredBefore) => {
      await writer.write(() => forget.run(expiredBefore));
    },
  };
}

export function sqliteMedia(db: Database, writer: GroupWriter): MediaStore {
  const get = db.prepare<[string], Omit<MediaRow, 'complete'> & { complete: number }>(
    'SELECT * FROM media WHERE id = ?',
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO media (id, ownerId, mime, size, sha256, complete, at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const importFiles = db.prepare<[number, number], { id: string }>(
    `SELECT id FROM media WHERE mime = '${IMPORT_MIME}' AND at < ? ORDER BY at LIMIT ?`,
  );
  const remove = db.prepare('DELETE FROM media WHERE id = ?');
  return {
    importFiles: async (before, limit) => importFiles.all(before, limit).map(({ id }) => id),
    forget: async (id) => {
      await writer.write(() => remove.run(id));
    },
    get: async (id) => {
      const row = get.get(id);
      return row ? { ...row, complete: row.complete === 1 } : null;
    },
    put: async ({ id, ownerId, mime, size, sha256, complete, at }) => {
      await writer.write(() => put.run(id, ownerId, mime, size, sha256, Number(complete), at));
    },
  };
}
