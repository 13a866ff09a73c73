import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CASE_STATES, type CaseEvent } from '#shared/domain/case.ts';
import { canonicalJson } from '#shared/domain/chain.ts';
import { caseEventSchema } from '#shared/protocol/entities.ts';
import { ACTION_NUMBERS, actionOf, packLine, unpackLine, unpackStep } from './historyLine.ts';

const hex = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((all) => all.join(''));
const uuid = fc.uuid().chain((id) => fc.constantFrom(id, id.toUpperCase()));
const hash = fc.oneof(
  hex(64),
  hex(64).map((text) => text.toUpperCase()),
  fc.constant(''),
);
const time = fc.integer({ min: 0, max: 4e12 });
const media = fc.record({
  ...{ id: uuid, kind: fc.constantFrom('photo', 'audio', 'video'), mime: fc.string() },
  ...{ size: fc.nat(), sha256: hex(64) },
});
const actions = Object.keys(ACTION_NUMBERS) as CaseEvent['action'][];
const line = fc.record({
  ...{ id: uuid, caseId: uuid, n: fc.integer({ min: 1, max: 1e6 }), action: fc.constantFrom(...actions) },
  ...{ from: fc.option(fc.constantFrom(...CASE_STATES)), to: fc.constantFrom(...CASE_STATES), at: time, deskAt: time },
  actor: fc.record({
    id: fc.string(),
    name: fc.string({ unit: 'grapheme' }),
    kind: fc.constantFrom('operator', 'terminal', 'system'),
  }),
  note: fc.string({ unit: 'grapheme', maxLength: 400 }),
  media: fc.array(media, { maxLength: 3 }),
  detail: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
  ...{ previousHash: hash, hash },
}) as fc.Arbitrary<CaseEvent>;

/** JSON knows no −0 and no key `__proto__` of its own: neither can come from the wire. */
const onTheWire = (event: CaseEvent): CaseEvent => JSON.parse(JSON.stringify(event)) as CaseEvent;

test('[ST55] a line comes back as it was, to the last byte of what is hashed', () => {
  fc.assert(
    fc.property(line, (made) => {
      const event = onTheWire(made);
      const columns = packLine(event, false);
      expect(canonicalJson(unpackLine(columns, undefined))).toBe(canonicalJson(event));
      const { action, from, to, at, detail } = event;
      expect(unpackStep(columns)).toEqual({ action, from, to, at, detail });
    }),
    { numRuns: 500 },
  );
});

test('[ST55] a hash that the line before holds is not kept twice', () => {
  fc.assert(
    fc.property(line, line, (made, next) => {
      const before = packLine(onTheWire(made), false);
      const event = { ...onTheWire(next), n: made.n + 1, previousHash: made.hash };
      const columns = packLine(event, true);
      expect(columns.previous).toBeNull();
      expect(canonicalJson(unpackLine(columns, before))).toBe(canonicalJson(event));
    }),
  );
});

test('every action of the protocol has a number of its own', () => {
  const known = caseEventSchema.shape.action.options;
  expect(Object.keys(ACTION_NUMBERS).sort()).toEqual([...known].sort());
  for (const action of known) expect(actionOf(ACTION_NUMBERS[action])).toBe(action);
});
