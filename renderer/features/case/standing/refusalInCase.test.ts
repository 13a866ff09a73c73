import { expect, it } from 'vitest';
import type { CaseEvent } from '#shared/domain/case.ts';
import { lineOf } from '../../../parts/testViews.ts';
import { refusalInCase } from './refusalInCase.ts';

const AT = new Date(2026, 10, 27, 10, 32).getTime();
const NOW = AT + 3_600_000;
const by = (action: CaseEvent['action'], id: string): CaseEvent => ({
  ...lineOf('e1', '', action),
  at: AT,
  actor: { id, name: id, kind: 'operator' },
});

it('says what the operator did to the case, and when', () => {
  const view = { events: [by('dispatch', 'ann')] };
  expect(refusalInCase({ reason: 'handled-it' }, view, 'ann', NOW)).toBe(
    '您派遣或处置过此案件，不能由您核查或结案 (您于 10:32 派遣了此案)',
  );
  // The centre's refusal names the reason in its message.
  expect(refusalInCase({ code: 'forbidden', message: 'handled-it' }, view, 'ann', NOW)).toContain('您于 10:32');
});

it('adds nothing where nothing is known to stand behind it', () => {
  expect(refusalInCase({ reason: 'role-missing' }, { events: [by('dispatch', 'ann')] }, 'ann', NOW)).toBe(
    '您的角色无权执行此操作',
  );
  expect(refusalInCase({ reason: 'handled-it' }, { events: [] }, 'ann', NOW)).not.toContain('(');
});
