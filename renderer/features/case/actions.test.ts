import { expect, it } from 'vitest';
import { caseViewOf, reportedCase } from '../../parts/testViews.ts';
import { offerOf, offersOf } from './actions.ts';

const names = (offers: { action: string }[]) => offers.map((offer) => offer.action);

it('shows a reported case’s steps in the order of triage, the rest in the menu', () => {
  const offers = offersOf(caseViewOf(reportedCase()).actions);
  expect(names(offers.bar)).toEqual(['accept', 'reject', 'merge', 'supervise']);
  expect(names(offers.menu)).toContain('annotate');
  expect(offers.bar[0]).toMatchObject({ shortcut: 'A', main: true, refusal: null });
});

it('keeps a refused action in its place with its reason, and leaves out what has no object', () => {
  const offers = offersOf([
    { action: 'dispatch', refusal: 'role-missing' },
    { action: 'grant-extension', refusal: 'no-extension-asked' },
    { action: 'climb', refusal: 'clock-only' },
    { action: 'of-a-newer-centre', refusal: null },
  ]);
  expect(offers.bar).toEqual([{ action: 'dispatch', refusal: 'role-missing', shortcut: 'D', main: true }]);
  expect(offers.menu).toEqual([]);
});

it('lets V stand for what the state allows', () => {
  const at = (state: 'reported-back' | 'verifying') =>
    offerOf(offersOf(caseViewOf(reportedCase({ state })).actions), 'V')?.action;
  expect(at('reported-back')).toBe('send-to-verify');
  expect(at('verifying')).toBe('verify-pass');
});
