import { expect, it } from 'vitest';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { caseViewOf, COMMAND_ID, reportedCase } from '../../../parts/testViews.ts';
import { type CommandDraft, draftKey, EMPTY_COMMAND } from './draft.ts';
import { commandPayload, expiryOf, proposalsOf } from './payload.ts';

const about = caseViewOf(reportedCase({ urgency: 'critical' }));
const write = (draft: Partial<CommandDraft>, proposals = proposalsOf({ caseId: about.case.id }, about)) =>
  commandPayload({ ...EMPTY_COMMAND, ...draft }, proposals, about.case.id, COMMAND_ID, MONDAY_TEN + 0.4);

it('about a case takes its title, place and pressure, but never proposes flash', () => {
  const written = write({ workerIds: ['w1'] });
  expect(written).toMatchObject({
    ok: true,
    payload: {
      id: COMMAND_ID,
      title: '井盖破损',
      priority: 'urgent',
      requires: 'accepted',
      issuedAt: MONDAY_TEN,
      target: { lon: 116.4, lat: 39.9, address: '和平路3号' },
      recipients: { workers: ['w1'] },
    },
  });
  if (written.ok) expect(OP_PAYLOADS['command.issue'].safeParse(written.payload).error).toBeUndefined();
});

it('leaves the place out when told so, and asks only to be read when it is a notice', () => {
  expect(write({ workerIds: ['w1'], withTarget: false, kind: 'notice' })).toMatchObject({
    payload: { target: undefined, requires: 'read' },
  });
});

it('goes to whole teams and grids', () => {
  expect(write({ teams: ['t1'], grids: [{ code: '11010100100101', name: '第一网格' }] })).toMatchObject({
    payload: { recipients: { teams: ['t1'], grids: ['11010100100101'] } },
  });
});

it('says what is missing: somebody to get it, a title or at least a text', () => {
  const bare = proposalsOf({ workerIds: ['w1'] }, undefined);
  expect(write({})).toEqual({ ok: false, missing: 'recipients' });
  expect(write({}, bare)).toEqual({ ok: false, missing: 'title' });
  expect(write({ text: '立即到岗。路上注意安全' }, bare)).toMatchObject({ payload: { title: '立即到岗' } });
  expect(write({ title: '', text: '', workerIds: ['w1'] })).toEqual({ ok: false, missing: 'title' });
});

it('runs out after what was chosen', () => {
  expect(expiryOf('quarter', MONDAY_TEN)).toBe(MONDAY_TEN + 900_000);
  expect(expiryOf('hour', MONDAY_TEN)).toBe(MONDAY_TEN + 3_600_000);
  expect(expiryOf('none', MONDAY_TEN)).toBeUndefined();
  const midnight = new Date(expiryOf('today', MONDAY_TEN) ?? 0);
  expect([midnight.getHours(), midnight.getMinutes()]).toEqual([0, 0]);
  expect(midnight.getTime() - MONDAY_TEN).toBeLessThanOrEqual(86_400_000);
});

it('keeps a draft apart for each case and for each first group of recipients', () => {
  expect(draftKey('lead', { caseId: 'c' })).not.toBe(draftKey('lead', { caseId: 'd' }));
  expect(draftKey('lead', { workerIds: ['b', 'a'] })).toBe(draftKey('lead', { workerIds: ['a', 'b'] }));
});
