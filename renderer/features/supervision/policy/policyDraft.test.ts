import { expect, it } from 'vitest';
import { CASE_POLICY } from '#shared/protocol/desks.ts';
import { rulesOf, UNTOUCHED, writtenPolicy } from './policyDraft.ts';

it('changes what was typed and nothing else', () => {
  expect(writtenPolicy(CASE_POLICY, UNTOUCHED)).toEqual({ ok: false, problem: 'nothing' });
  expect(writtenPolicy(CASE_POLICY, { ...UNTOUCHED, numbers: { claimMinutes: ' 15 ', settled: '12.5' } })).toEqual({
    ok: true,
    policy: { ...CASE_POLICY, claimMinutes: 15, sampling: { ...CASE_POLICY.sampling, settled: 0.125 } },
  });
  const rules = [{ code: '0102', further: '2', longShare: '0.5' }, ...rulesOf(CASE_POLICY)];
  expect(writtenPolicy(CASE_POLICY, { ...UNTOUCHED, rules })).toMatchObject({
    ok: true,
    policy: { extensions: { '0102': { further: 2, longShare: 0.5 }, '': CASE_POLICY.extensions[''] } },
  });
});

it('says what will not do', () => {
  const wrong = [
    { claimMinutes: '0' },
    { claimMinutes: '1.5' },
    { settled: '101' },
    { returns: '' },
    { redMinutes: '-1' },
  ];
  for (const numbers of wrong) {
    expect(writtenPolicy(CASE_POLICY, { ...UNTOUCHED, numbers })).toEqual({ ok: false, problem: 'range' });
  }
  const rule = { code: '', further: '1', longShare: '1' };
  expect(writtenPolicy(CASE_POLICY, { ...UNTOUCHED, rules: [rule, rule] })).toEqual({ ok: false, problem: 'category' });
  const long = { ...rule, code: '01234567890' };
  expect(writtenPolicy(CASE_POLICY, { ...UNTOUCHED, rules: [long] })).toEqual({ ok: false, problem: 'category' });
});
