import type { Role } from '#shared/domain/roles.ts';

/** The accounts of a demo centre. Real centres refuse them. */
export const DEMO_PASSWORD = 'demo';
export const DEMO_ACCOUNTS: readonly { username: string; role: Role }[] = [
  { username: 'lead', role: 'shift-lead' },
  { username: 'intake', role: 'intake' },
  { username: 'dispatcher', role: 'dispatcher' },
  { username: 'verifier', role: 'verifier' },
  { username: 'supervisor', role: 'supervisor' },
  { username: 'wall', role: 'wall' },
  { username: 'admin', role: 'admin' },
];
