import { expect, it } from 'vitest';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { commandViewOf, LEAD } from '../../../parts/testViews.ts';
import { wasIssued } from './draft.ts';

it('offers a sent draft again only when no command came of it', () => {
  const commands = [commandViewOf(1)];
  const own = LEAD.actor.id;
  expect(wasIssued(commands, own, undefined, MONDAY_TEN)).toBe(true);
  expect(wasIssued(commands, own, undefined, MONDAY_TEN + 60_000)).toBe(false);
  expect(wasIssued(commands, own, 'another-case', MONDAY_TEN)).toBe(false);
  expect(wasIssued(commands, 'somebody-else', undefined, MONDAY_TEN)).toBe(false);
  expect(wasIssued([], own, undefined, MONDAY_TEN)).toBe(false);
});
