import type { Role } from '#shared/domain/roles.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { Account, Storage } from '../storage/storage.ts';
import type { District } from './readDistrict.ts';

const PASSWORD = 'demo';

const OPERATORS: readonly { id: string; name: string; roles: Role[] }[] = [
  { id: 'lead', name: '值班长', roles: ['shift-lead'] },
  { id: 'lead2', name: '接班值班长', roles: ['shift-lead'] },
  { id: 'intake', name: '受理员', roles: ['intake'] },
  { id: 'dispatcher', name: '派遣员', roles: ['dispatcher'] },
  { id: 'verifier', name: '核查员', roles: ['verifier'] },
  { id: 'supervisor', name: '督办员', roles: ['supervisor'] },
  { id: 'wall', name: '大屏', roles: ['wall'] },
  { id: 'admin', name: '管理员', roles: ['admin'] },
];

/** Gives a demo centre its accounts, once. They share one hash: everybody knows the password anyway. */
export async function addDemoAccounts(storage: Storage, workers: District['people']['workers']): Promise<void> {
  const last = workers.at(-1);
  if (last && (await storage.accounts.byUsername(last.id)) && (await storage.accounts.byUsername('lead2'))) return;
  const passwordHash = await hashPassword(PASSWORD);
  const common = { areas: [], passwordHash, demo: true, disabled: false };
  const operators = OPERATORS.map((who): Account => ({ ...who, ...common, username: who.id, kind: 'operator' }));
  const people = workers.map(
    ({ id, name }): Account => ({ ...common, id, username: id, name, kind: 'worker', roles: [] }),
  );
  await storage.accounts.put([...operators, ...people]);
}
