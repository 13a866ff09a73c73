import type { Meta } from '../db/meta.ts';
import type { Vault } from './vault.ts';

const ENTRY = 'vault-check';

/**
 * Whether the key is the one this database was written with; leaves a mark of the present one. A database without a mark
 * has nothing encrypted in it yet.
 */
export function keyFits(meta: Meta, vault: Vault): boolean {
  const mark = meta.get(ENTRY);
  if (mark !== null && vault.open(ENTRY, mark) !== null) return true;
  meta.set(ENTRY, vault.seal(ENTRY, 'the key fits'));
  return mark === null;
}
