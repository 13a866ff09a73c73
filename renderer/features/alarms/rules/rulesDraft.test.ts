import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { ALARM_POLICY } from '#shared/domain/alarms/policy.ts';
import { alarmPolicySchema } from '#shared/protocol/alarms.ts';
import { newPair, pairDrafts, RULE_CHOICES, RULE_NAMES, RULE_NUMBERS, UNTOUCHED, writtenRules } from './rulesDraft.ts';

const speed = (numbers: Record<string, string>) => ({ ...UNTOUCHED, rules: { speed: { numbers } } });

describe('[ST322] the rules of alarms as they are typed', () => {
  it('only what was changed is sent', () => {
    expect(writtenRules(ALARM_POLICY, UNTOUCHED)).toEqual({ ok: false, problem: 'nothing' });
    expect(writtenRules(ALARM_POLICY, speed({ kmh: ' 45 ' }))).toEqual({
      ok: true,
      changed: { speed: { ...ALARM_POLICY.speed, kmh: 45 } },
    });
    expect(writtenRules(ALARM_POLICY, { ...UNTOUCHED, rules: { stale: { on: false, numbers: {} } } })).toEqual({
      ok: true,
      changed: { stale: { ...ALARM_POLICY.stale, on: false } },
    });
  });

  it('what is no number, or beyond its bounds, is said and not sent', () => {
    for (const kmh of ['', 'fast', '4', '1000', '45.5']) {
      expect(writtenRules(ALARM_POLICY, speed({ kmh }))).toEqual({ ok: false, problem: 'range' });
    }
  });

  it('a pair needs two different ones and a bound that can be kept', () => {
    const pair = {
      id: v7(),
      workerId: 'w00001',
      otherKind: 'worker' as const,
      otherId: 'w00002',
      least: '10',
      most: '',
    };
    const written = writtenRules(ALARM_POLICY, { ...UNTOUCHED, pairs: [pair] });
    expect(written).toMatchObject({ ok: true, changed: { pairs: [{ workerId: 'w00001', least: 10, most: null }] } });
    if (written.ok) expect(pairDrafts({ ...ALARM_POLICY, ...written.changed })).toEqual([pair]);
    for (const wrong of [{ least: '' }, { otherId: 'w00001' }, { workerId: '' }, { most: '5' }, { least: 'x' }]) {
      const draft = { ...UNTOUCHED, pairs: [{ ...pair, ...wrong }] };
      expect(writtenRules(ALARM_POLICY, draft)).toEqual({ ok: false, problem: 'pair' });
    }
  });

  it('[ST347] a new pair is about those who are chosen on the map: two, or one and a hazard', () => {
    const empty = { otherId: '', least: '', most: '' };
    expect(newPair('a', [])).toEqual({ id: 'a', workerId: '', otherKind: 'worker', ...empty });
    expect(newPair('a', ['w00001'])).toEqual({ id: 'a', workerId: 'w00001', otherKind: 'area', ...empty });
    expect(newPair('a', ['w00001', 'w00002'])).toMatchObject({ otherKind: 'worker', otherId: 'w00002' });
  });

  it('the form has every number of every rule', () => {
    for (const name of RULE_NAMES) {
      const numbers = Object.keys(alarmPolicySchema.shape[name].shape).filter(
        (key) => !['on', 'priority', 'keep', ...(RULE_CHOICES[name] ?? [])].includes(key),
      );
      expect([...RULE_NUMBERS[name]]).toEqual(numbers);
    }
    expect([...RULE_NAMES, 'pairs'].sort()).toEqual(Object.keys(alarmPolicySchema.shape).sort());
  });
});
