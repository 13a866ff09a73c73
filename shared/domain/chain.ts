/**
 * The hash chain of a case's history: each line holds the hash of the one before, so a changed past shows.
 * A hash is SHA-256 over the canonical JSON of the line without its own hash: keys sorted by code unit, no white space,
 * `undefined` left out, numbers and strings as ECMAScript writes them (RFC 8785 for the values a line may hold).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CaseEvent } from './case.ts';
import type { EventDraft } from './lifecycle.ts';

/** Adds a line to the chain: numbers it, links it to `previous` (null for the first) and hashes it. */
export function sealEvent(draft: EventDraft, id: string, previous: Pick<CaseEvent, 'n' | 'hash'> | null): CaseEvent {
  const line = { ...draft, id, n: (previous?.n ?? 0) + 1, previousHash: previous?.hash ?? '' };
  return { ...line, hash: hashOf(line) };
}

/**
 * Checks a whole history in order; `n` of a failure is the number the first wrong line should have had.
 * A history cut off at its end is still a chain: give `head`, the newest line known elsewhere, to see that too.
 */
export function verifyChain(
  events: readonly CaseEvent[],
  head?: Pick<CaseEvent, 'n' | 'hash'>,
): { ok: true } | { ok: false; n: number } {
  const caseId = events[0]?.caseId;
  let previousHash = '';
  for (const [index, event] of events.entries()) {
    const { hash, ...line } = event;
    const fits = line.n === index + 1 && line.caseId === caseId && line.previousHash === previousHash;
    if (!fits || hashOf(line) !== hash) return { ok: false, n: index + 1 };
    previousHash = hash;
  }
  if (head && (head.n !== events.length || head.hash !== previousHash)) return { ok: false, n: events.length + 1 };
  return { ok: true };
}

function hashOf(line: Omit<CaseEvent, 'hash'>): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(line))));
}

/** JSON with sorted keys and no white space: the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
