import axe from 'axe-core';
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Case, CaseAction } from '#shared/domain/case.ts';
import { contextOf, MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import { caseActionOf } from '#shared/protocol/ops.ts';
import { caseViewOf, choiceOf, LEAD, reportedCase } from '../../parts/testViews.ts';
import { createStationClient, type StationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { keyRegistry } from '../../ui/keys/index.ts';
import { renderForTest } from '../../ui/renderForTest.tsx';
import { CasePane } from './CasePane.tsx';

class Unobserved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
vi.stubGlobal('ResizeObserver', Unobserved);
Element.prototype.scrollIntoView = () => undefined;

const DEPARTMENTS = [
  { code: 'D-ROADS', version: 1, zh: '道路管理科', en: 'Roads' },
  { code: 'D-PARKS', version: 1, zh: '园林绿化科', en: 'Parks' },
];

let client: StationClient;
let station: TestStation;
let unmount: () => void;
let element: HTMLElement;
let shown: Case;
let stopKeys: () => void;

/** Applies what the window did by the domain's rules, as the station does, and tells the window. */
async function takeActs(): Promise<void> {
  const last = station.acts.at(-1);
  const action = last && caseActionOf(last.kind);
  if (!last || !action) throw new Error('no action was taken');
  const outcome = applyAction(shown, { action, payload: last.payload } as CaseAction, contextOf(LEAD, MONDAY_TEN + 1));
  if (!outcome.ok) throw new Error(outcome.reason);
  shown = outcome.case;
  await act(async () => station.changed(['cases']));
}

/** React draws when an `act` ends: one is ended each turn, so that what follows from a drawing can happen too. */
async function until(check: () => void): Promise<void> {
  const turn = async () => {
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    check();
  };
  await vi.waitFor(turn, { interval: 1, timeout: 10_000 });
}
async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  const target = document.activeElement ?? document.body;
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
  });
}
const form = (name: string) => element.querySelector<HTMLFormElement>(`form[aria-label="${name}"]`);

async function open(change: Partial<Case> = {}): Promise<void> {
  shown = reportedCase(change);
  station = new TestStation({
    'case.get': () => caseViewOf(shown),
    'department.list': () => DEPARTMENTS,
    'worker.near': () => [choiceOf('w7', { worker: { onDuty: false } }), choiceOf('w8'), choiceOf('w9')],
    'worker.names': () => [],
    'grid.list': () => [],
  });
  client = createStationClient();
  const nothing = () => undefined;
  const rendered = await renderForTest(
    <StationProvider client={client}>
      <CasePane
        caseId={shown.id}
        onClose={nothing}
        onShowOnMap={nothing}
        onCommand={nothing}
        onOpenWorker={nothing}
        onDecide={nothing}
      />
    </StationProvider>,
  );
  ({ element, unmount } = rendered);
  await act(async () => client.connection.attach(station.windowPort));
  await until(() => expect(element.textContent).toContain('井盖破损'));
}

beforeEach(() => {
  localStorage.clear();
  stopKeys = keyRegistry.listen(window);
});
afterEach(() => {
  unmount();
  stopKeys();
  client.connection.close();
  station.die();
});

it('is triaged by A, D, Ctrl+Enter: D waits for the acceptance to show, department and worker are chosen', async () => {
  await open();
  await press('a');
  await press('d');
  await until(() => expect(station.acts).toHaveLength(1));
  expect(station.acts[0]).toMatchObject({ kind: 'case.accept', entityId: shown.id, baseVersion: 1 });
  expect(form('派遣')).toBeNull();
  await takeActs();
  await until(() => expect(form('派遣')).not.toBeNull());
  await press('Enter', { ctrlKey: true });
  await until(() => expect(station.acts).toHaveLength(2));
  expect(station.acts[1]).toMatchObject({
    kind: 'case.dispatch',
    baseVersion: 2,
    payload: { departmentId: 'D-ROADS', workerIds: ['w8'] },
  });
  await until(() => expect(form('派遣')).toBeNull());
});

it('keeps what was typed when the form is closed, and when the action is refused', async () => {
  await open();
  await press('r');
  const text = () => form('不予受理')?.querySelector('textarea');
  await act(async () => {
    const area = text();
    if (!area) throw new Error('no text');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, '重复上报');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press('Escape');
  expect(form('不予受理')).toBeNull();
  await press('r');
  expect(text()?.value).toBe('重复上报');
  station.refuseActs = 'role-missing';
  await press('Enter', { ctrlKey: true });
  await until(() => expect(form('不予受理')?.textContent).toContain('您的角色无权执行此操作'));
  expect(text()?.value).toBe('重复上报');
});

it('says what is missing instead of sending', async () => {
  await open();
  await press('r');
  await press('Enter', { ctrlKey: true });
  await until(() => expect(form('不予受理')?.textContent).toContain('请填写原因'));
  expect(station.acts).toHaveLength(0);
});

it('offers as verifiers only those without a hand in the case', async () => {
  await open({ state: 'reported-back', workerIds: ['w8'], handledByIds: ['w8', 'shift-lead'] });
  await press('v');
  await until(() => expect(form('核查派遣')?.querySelectorAll('input[type="radio"]')).toHaveLength(2));
  expect(form('核查派遣')?.querySelector('[aria-label="姓名w8"]')).toBeNull();
  await press('Enter', { ctrlKey: true });
  await until(() =>
    expect(station.acts[0]).toMatchObject({ kind: 'case.send-to-verify', payload: { workerId: 'w9' } }),
  );
});

it('shows a case without a number as such, and has no fault a screen reader would meet', async () => {
  await open({ number: null });
  expect(element.textContent).toContain('待编号');
  await press('d');
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
