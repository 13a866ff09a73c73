import { expect, it } from 'vitest';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { COMMAND_ID, commandViewOf } from '../../../parts/testViews.ts';
import { draftOfCommand } from '../amend/draftOfCommand.ts';
import { changesOf } from './changes.ts';
import { EMPTY_COMMAND } from './draft.ts';
import { commandPayload, correctionPayload } from './payload.ts';
import { fieldsOf, filledIn, withTemplate } from './template.ts';

const template = {
  id: 't1',
  name: '防汛',
  shortcut: 'fx',
  kind: 'order',
  priority: 'urgent',
  title: '{预警等级}预警，到 {地点}',
  text: '请到 {地点} 巡查',
  requires: 'accepted',
  validMinutes: 90,
  request: 'photo',
  replies: [{ id: 'c1', label: '无积水' }],
} as const;
const proposals = { title: '', priority: 'routine' as const, workerIds: ['w1'], target: null };

it('asks for each field once and leaves what is not filled in as it is', () => {
  expect(fieldsOf(template.title, template.text)).toEqual(['预警等级', '地点']);
  expect(filledIn('到 {地点} 找 {谁}', { 地点: '东门' })).toBe('到 东门 找 {谁}');
});

it('becomes a command once its fields are filled in, valid as long as it says', () => {
  const draft = { ...EMPTY_COMMAND, ...withTemplate({ ...template, replies: [...template.replies] }) };
  const write = (fields: Record<string, string>) =>
    commandPayload({ ...draft, fields }, proposals, undefined, COMMAND_ID, MONDAY_TEN);
  expect(write({ 预警等级: '橙色' })).toEqual({ ok: false, missing: 'fields' });
  expect(write({ 预警等级: '橙色', 地点: '东门' })).toMatchObject({
    payload: {
      title: '橙色预警，到 东门',
      text: '请到 东门 巡查',
      request: 'photo',
      replies: [{ label: '无积水' }],
      expiresAt: MONDAY_TEN + 90 * 60_000,
      escalate: true,
    },
  });
});

it('asks a question only with replies to choose', () => {
  const draft = { ...EMPTY_COMMAND, title: '能到吗', request: 'question' as const };
  const write = (replies: string[] | null) =>
    commandPayload({ ...draft, replies }, proposals, undefined, COMMAND_ID, MONDAY_TEN);
  expect(write(null)).toEqual({ ok: false, missing: 'replies' });
  expect(write(['能', ' 不能 ', ''])).toMatchObject({
    payload: {
      replies: [
        { id: 'r1', label: '能' },
        { id: 'r2', label: '不能' },
      ],
    },
  });
});

it('[ST164] a correction begins with what the command says, and shows what it will change', () => {
  const { command } = commandViewOf(3, { text: '到东门', expiresAt: MONDAY_TEN + 3_600_000 });
  const { draft, proposals: own } = draftOfCommand(command);
  const corrected = (change: object) => correctionPayload({ ...draft, ...change }, own, COMMAND_ID, MONDAY_TEN + 1000);
  const same = corrected({});
  const changed = corrected({ text: '到西门', priority: 'urgent' });
  if (!same.ok || !changed.ok) throw new Error('it was not written');
  expect(changesOf(command, same.payload)).toEqual([]);
  expect(changesOf(command, changed.payload)).toEqual([
    { field: 'text', before: '到东门', after: '到西门' },
    { field: 'priority', before: 'routine', after: 'urgent' },
  ]);
});
