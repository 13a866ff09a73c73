import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '#shared/contract/views.ts';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import type { CaseEvent } from '#shared/domain/case.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { caseViewOf, choiceOf, reportedCase } from '../../../parts/testViews.ts';
import { handleDueAt, proposedLead, proposedVerifier, proposedWorkers, wasNotTaken } from './proposals.ts';

describe('who is proposed', () => {
  const offDuty = choiceOf('a', { worker: { onDuty: false } });
  const offline = choiceOf('b', { status: STATUS.onDuty });
  const fit = choiceOf('c');

  it('is the first who can be sent, and nobody when none can', () => {
    expect(proposedWorkers([offDuty, offline, fit, choiceOf('d')])).toEqual(['c']);
    expect(proposedWorkers([offDuty, offline])).toEqual([]);
  });

  it('to lead is the first in order that there is a reason for, but none that has just given the case back', () => {
    const departments = ['d1', 'd2', 'd3'].map((code, at) => ({
      department: { code, version: 1, zh: code, en: code },
      proposed: at < 2,
    }));
    const assignment = { kind: 'department', id: 'd1', state: 'returned', at: 0 } as const;
    const returned = reportedCase({ state: 'returned', departmentId: 'd1', assignments: [assignment] });
    expect(proposedLead(caseViewOf(reportedCase({ state: 'accepted' })), departments)).toBe('d1');
    expect(proposedLead(caseViewOf(returned), departments)).toBe('d2');
    expect(proposedLead(caseViewOf(returned), [])).toBe('d1');
  });

  it('to verify is somebody on duty before somebody who is not, when nobody fits', () => {
    expect(proposedVerifier([offDuty, offline])).toEqual(['b']);
    expect(proposedVerifier([])).toEqual([]);
  });
});

describe('the due time', () => {
  it('is the category’s limit from now on: two working days after Monday ten is Wednesday ten', () => {
    expect(handleDueAt(caseViewOf(reportedCase({ state: 'accepted' })), MONDAY_TEN)).toBe(
      Date.parse('2026-03-04T02:00:00Z'),
    );
  });

  it('runs on after a return', () => {
    const shown = reportedCase({ state: 'returned' });
    expect(handleDueAt(caseViewOf(shown), MONDAY_TEN)).toBe(shown.clock?.dueAt);
  });

  it('is not guessed without a category', () => {
    expect(handleDueAt(caseViewOf(reportedCase(), { category: null }), MONDAY_TEN)).toBeNull();
  });
});

describe('a draft that was sent', () => {
  const line = (action: CaseEvent['action'], deskAt: number): CaseEvent => ({
    id: '0195a000-0000-7000-8000-0000000000e1',
    caseId: reportedCase().id,
    n: 1,
    action,
    from: 'accepted',
    to: 'dispatched',
    actor: { id: 'lead', name: '周敏', kind: 'operator' },
    at: deskAt,
    deskAt,
    note: '',
    media: [],
    detail: {},
    previousHash: '',
    hash: '',
  });

  const taken = (view: Parameters<typeof wasNotTaken>[0]) => !wasNotTaken(view, 'dispatch', 5000);
  const item = (state: OutboxItem['state']): OutboxItem => ({
    id: '0195a000-0000-7000-8000-0000000000f1',
    kind: 'case.dispatch',
    entityId: reportedCase().id,
    at: 5000,
    state,
    by: { id: 'lead', name: '周敏' },
    attempts: 1,
    undoUntil: null,
    mayWithdraw: false,
    waitsFor: null,
    nextAt: null,
    code: null,
    message: null,
    payload: {},
  });

  it('comes back when history holds no such line since: it was undone', () => {
    expect(taken({ events: [], waiting: [] })).toBe(false);
    expect(taken({ events: [line('dispatch', 1000), line('accept', 6000)], waiting: [] })).toBe(false);
    expect(taken({ events: [line('dispatch', 5000)], waiting: [] })).toBe(true);
  });

  it('comes back when it was refused, not while it waits', () => {
    expect(taken({ events: [], waiting: [item('held')] })).toBe(true);
    expect(taken({ events: [], waiting: [item('waiting')] })).toBe(true);
    expect(taken({ events: [], waiting: [item('refused')] })).toBe(false);
    expect(taken({ events: [], waiting: [item('conflict')] })).toBe(false);
  });
});
