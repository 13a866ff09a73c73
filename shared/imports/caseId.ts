import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The id of an imported case, made of what tells it apart (its number in the other system, else all the row says): the same row read
 * again is the same case. `turn` is 0, or how many cases of this row were taken back before: a cancelled case stays what it is.
 */
export function importedCaseId(told: readonly string[], turn = 0): string {
  const hex = bytesToHex(sha256(utf8ToBytes(JSON.stringify([...told, turn]))));
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
