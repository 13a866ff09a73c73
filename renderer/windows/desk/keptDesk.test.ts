// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { FRESH_VIEW, keptView } from './keptDesk.ts';

beforeEach(() => {
  sessionStorage.clear();
  vi.resetModules();
});

/** The store as a page makes it when it is loaded. */
async function loadDesk() {
  return (await import('./store.ts')).useDesk;
}

it('comes back with its queue, case and context when the page is loaded again', async () => {
  const before = await loadDesk();
  expect(before.getState()).toMatchObject(FRESH_VIEW);
  before.getState().setQueue('dispatch');
  before.getState().setFilter({ light: 'red', text: '井盖' });
  before.getState().openCase('case-7');
  before.getState().compose({ caseId: 'case-7' });
  before.getState().setDialog('help');
  vi.resetModules();
  const after = await loadDesk();
  expect(after).not.toBe(before);
  expect(after.getState()).toMatchObject({
    queue: 'dispatch',
    filter: { light: 'red', text: '井盖' },
    selectedCaseId: 'case-7',
    centre: 'case',
    context: { kind: 'composer', initial: { caseId: 'case-7' } },
    dialog: null,
    flyTo: null,
  });
});

it('begins afresh where what was kept cannot be read', () => {
  for (const text of ['{', '{"queue":"no-such-queue"}', 'null'])
    expect(keptView({ getItem: () => text })).toEqual(FRESH_VIEW);
});
