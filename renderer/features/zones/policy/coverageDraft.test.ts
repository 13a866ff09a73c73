import { expect, it } from 'vitest';
import { COVERAGE_POLICY } from '#shared/domain/coverage.ts';
import { fieldText, UNTOUCHED, writtenCoverage } from './coverageDraft.ts';

const typed = (fields: Record<string, string>) => writtenCoverage(COVERAGE_POLICY, { typed: fields });

it('[ST328] of the aims only what was changed is sent', () => {
  expect(writtenCoverage(COVERAGE_POLICY, UNTOUCHED)).toEqual({ ok: false, problem: 'nothing' });
  expect(typed({ 'unit.minutes': ' 90 ' })).toEqual({ ok: true, changed: { unit: { minutes: 90, least: 0 } } });
  expect(typed({ 'hours.to': '18:30' })).toEqual({ ok: true, changed: { hours: { from: '08:00', to: '18:30' } } });
  expect(fieldText(COVERAGE_POLICY, UNTOUCHED, 'unit.minutes')).toBe('240');
});

it('[ST328] aims that cannot be are said and not sent', () => {
  for (const minutes of ['', 'x', '-1', '1.5', '1441']) {
    expect(typed({ 'street.minutes': minutes })).toEqual({ ok: false, problem: 'range' });
  }
  for (const time of ['', '8点', '24:00', '8:00']) {
    expect(typed({ 'hours.from': time })).toEqual({ ok: false, problem: 'time' });
  }
});
