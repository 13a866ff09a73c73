import { expect, it } from 'vitest';
import { COMMAND_POLICY } from '#shared/domain/command.ts';
import { changedParts, UNTOUCHED } from './policyDraft.ts';

it('changes what was typed and nothing else', () => {
  expect(changedParts(COMMAND_POLICY, UNTOUCHED)).toEqual({ ok: false, problem: 'nothing' });
  expect(changedParts(COMMAND_POLICY, { ...UNTOUCHED, numbers: { confirmOver: ' 300 ' } })).toEqual({
    ok: true,
    changed: { confirmOver: 300 },
  });
  expect(
    changedParts(COMMAND_POLICY, { ...UNTOUCHED, numbers: { urgent: '90' }, to: '06:30', steps: ['louder'] }),
  ).toEqual({
    ok: true,
    changed: {
      quiet: { from: '22:00', to: '06:30' },
      dueSeconds: { flash: 30, urgent: 90, routine: 900 },
      escalation: { steps: ['louder'], everySeconds: 60 },
    },
  });
});

it('says what will not do', () => {
  for (const numbers of [{ confirmOver: '' }, { confirmOver: 'x' }, { flash: '1.5' }, { everySeconds: '0' }])
    expect(changedParts(COMMAND_POLICY, { ...UNTOUCHED, numbers })).toEqual({ ok: false, problem: 'range' });
  expect(changedParts(COMMAND_POLICY, { ...UNTOUCHED, from: '' })).toEqual({ ok: false, problem: 'range' });
  const above = changedParts(COMMAND_POLICY, { ...UNTOUCHED, numbers: { confirmFlashOver: '501' } });
  expect(above).toEqual({ ok: false, problem: 'flash-above-size' });
});
