import axe from 'axe-core';
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CaseView } from '#shared/contract/views.ts';
import type { Case, CaseAction } from '#shared/domain/case.ts';
import { contextOf, MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { mayVerify } from '#shared/domain/separation.ts';
import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import { CASE_POLICY } from '#shared/protocol/desks.ts';
import { caseActionOf } from '#shared/protocol/ops.ts';
import { caseViewOf, choiceOf, LEAD, lineOf, reportedCase } from '../../parts/testViews.ts';
import { createStationClient, type StationClient, StationProvider } from '../../station/index.ts';
import { statusForTest, TestStation } from '../../station/testStation.ts';
import { keyRegistry, typedAhead } from '../../ui/keys/index.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { CasePane } from './CasePane.tsx';

stubLayout();

const DEPARTMENTS = [
  { code: 'D-ROADS', version: 1, zh: '道路管理科', en: 'Roads' },
  { code: 'D-PARKS', version: 1, zh: '园林绿化科', en: 'Parks' },
];

let client: StationClient;
let station: TestStation;
let unmount: () => void;
let element: HTMLElement;
let shown: Case;
let stopKeys: (() => void)[];

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

async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  const target = document.activeElement ?? document.body;
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
  });
}
const form = (name: string) => element.querySelector<HTMLFormElement>(`form[aria-label="${name}"]`);

async function open(change: Partial<Case> = {}, view: Partial<CaseView> = {}): Promise<void> {
  shown = reportedCase(change);
  station = new TestStation({
    'case.get': () => caseViewOf(shown, view),
    'department.list': () => DEPARTMENTS,
    'dispatch.workers': () => ({
      by: 'line',
      why: 'alone',
      rows: [choiceOf('w7', { worker: { onDuty: false } }), choiceOf('w8'), choiceOf('w9')].map((choice) => ({
        ...choice,
        byStreet: false,
        warnings: choice.worker.onDuty ? [] : ['off-duty'],
        barred: mayVerify(shown, choice.worker.id) ? null : 'had-a-hand',
      })),
    }),
    'dispatch.departments': () =>
      DEPARTMENTS.map((department, at) => ({
        ...{ department, isDefault: at === 0, worked: 0, open: 2, proposed: at === 0, assigned: false },
      })),
    'case.linked': () => ({ major: null, rows: [], more: false, lines: 0 }),
    'case.policy': () => CASE_POLICY,
    'reply-template.list': () => [],
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
        onOpenCase={nothing}
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
  stopKeys = [typedAhead.listen(window), keyRegistry.listen(window)];
});
afterEach(() => {
  unmount();
  for (const stop of stopKeys) stop();
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

const masked = { contact: { name: '欧**', phone: '139****1234' } };
const typed = { name: '欧阳海', phone: '13900001234', note: '晚上在家' };

it('asks why before a contact is revealed, and sends the reason', async () => {
  await open({}, masked);
  expect(element.textContent).toContain('欧**');
  await until(() => expect(element.textContent).toContain('须说明原因，由中心答复'));
  await press('p');
  const reveal = () => form('查看联系方式');
  expect(reveal()?.textContent).toContain('由中心记录');
  await press('Enter', { ctrlKey: true });
  await until(() => expect(reveal()?.textContent).toContain('请填写原因'));
  expect(station.acts).toHaveLength(0);
  await act(async () => reveal()?.querySelector<HTMLInputElement>('input[type="radio"]')?.click());
  await press('Enter', { ctrlKey: true });
  await until(() => expect(station.acts).toHaveLength(1));
  expect(station.acts[0]).toMatchObject({
    kind: 'contact.reveal',
    entityId: shown.id,
    payload: { reason: '回访核实情况' },
  });
  await until(() => expect(reveal()).toBeNull());
});

it('alone says that a reveal needs the centre, and offers none', async () => {
  await open({}, masked);
  const alone = { ...statusForTest().link, state: 'alone' as const };
  await act(async () => station.status(statusForTest({ link: alone })));
  await until(() => expect(element.textContent).toContain('现在没有连上中心'));
  const button = [...element.querySelectorAll('button')].find(({ textContent }) =>
    textContent?.startsWith('查看联系方式'),
  );
  expect(button?.disabled).toBe(true);
  await press('p');
  expect(form('查看联系方式')).toBeNull();
});

it('shows what was revealed with the time left, and masks it when another sits down', async () => {
  const events: CaseView['events'] = [lineOf('e1', '', 'report'), lineOf('e2', PERSONAL_STAND_IN, 'annotate')];
  const texts = [
    { eventId: 'e1', text: '住在三楼' },
    { eventId: 'e2', text: '女儿在外地' },
  ];
  const view = { ...masked, events, revealed: { contact: typed, texts, until: Date.now() + 90_000 } };
  await open({ text: PERSONAL_STAND_IN }, view);
  for (const word of ['欧阳海', '13900001234', '晚上在家', '住在三楼', '女儿在外地', '还剩 1分'])
    expect(element.textContent).toContain(word);
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations).toEqual([]);
  const other = { state: 'signed-in' as const, user: { id: 'intake', name: '吴', roles: [], areas: [] } };
  await act(async () => station.status(statusForTest({ session: other })));
  await until(() => expect(element.textContent).not.toContain('欧阳海'));
  for (const word of ['13900001234', '晚上在家', '住在三楼', '女儿在外地'])
    expect(element.textContent).not.toContain(word);
  expect(element.textContent).toContain('欧**');
  expect(
    JSON.stringify(
      client.queries
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    ),
  ).not.toContain('欧阳海');
});

it('marks a note as personal when the operator says so', async () => {
  await open();
  await press('n');
  const note = () => form('备注');
  await act(async () => note()?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click());
  await act(async () => {
    const area = note()?.querySelector('textarea');
    if (!area) throw new Error('no text');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, '女儿在外地');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press('Enter', { ctrlKey: true });
  await until(() => expect(station.acts[0]?.payload).toEqual({ note: '女儿在外地', personal: true }));
});

it('shows a case without a number as such, and has no fault a screen reader would meet', async () => {
  await open({ number: null });
  expect(element.textContent).toContain('待编号');
  await press('d');
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});

it('takes A, D and Ctrl+Enter typed in one go: each waits for what the one before it leads to', async () => {
  await open();
  await press('a');
  await press('d');
  await press('Enter', { ctrlKey: true });
  await until(() => expect(station.acts).toHaveLength(1));
  expect(form('派遣')).toBeNull();
  await takeActs();
  await until(() => expect(station.acts).toHaveLength(2));
  expect(station.acts[1]).toMatchObject({
    kind: 'case.dispatch',
    baseVersion: 2,
    payload: { departmentId: 'D-ROADS' },
  });
});

it('takes a key typed after a form was sent on what the form led to, not on the case before it', async () => {
  await open();
  await press('n');
  await act(async () => {
    const area = form('备注')?.querySelector('textarea');
    if (!area) throw new Error('no text');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, '已电话核实');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press('Enter', { ctrlKey: true });
  await press('a');
  await until(() => expect(form('备注')).toBeNull());
  expect(station.acts.map(({ kind }) => kind)).toEqual(['case.annotate']);
  await takeActs();
  await until(() => expect(station.acts).toHaveLength(2));
  expect(station.acts[1]).toMatchObject({ kind: 'case.accept', baseVersion: 2 });
});

it('corrects the category at once by E, and by nothing that was not chosen', async () => {
  await open();
  await press('e');
  expect(form('更正案件')?.contains(document.activeElement)).toBe(true);
  await press('Enter', { ctrlKey: true });
  await until(() => expect(form('更正案件')?.querySelector('[role="alert"]')).not.toBeNull());
  expect(station.acts).toHaveLength(0);
});
