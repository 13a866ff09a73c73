import type { Locator, Page } from '@playwright/test';
import type { Case } from '#shared/domain/case.ts';
import { aReport, CENTRE, type Client, newId, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { rowsOf } from '../contract/gateway/radioClients.ts';
import { freshFolder } from '../support/centre.ts';
import { openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const CASES = 50;
/** The aim of the project: open, accept, choose who acts, dispatch. */
const MOST_MEDIAN = 6;
const PHONE = '13912345678';

/** What comes to a desk of an ordinary morning: one of each in ten. */
const KINDS = [
  'plain',
  'critical',
  'miscategorised',
  'duplicate',
  'contact',
  'elsewhere',
  'unfounded',
  'returned',
  'several',
  'settled',
] as const;
type Kind = (typeof KINDS)[number];
const kindOf = (n: number): Kind => KINDS[n % KINDS.length] ?? 'plain';
const SOURCES = ['hotline', 'counter', 'upper-level', 'sensor'] as const;
const CATEGORIES = ['010101', '010105', '010206', '010302', '010402', '010601', '010605', '010702', '010808', '010306'];

interface Hands {
  intake: Client;
  dispatcher: Client;
  worker: Client;
}

/** One case of the morning, by the raw protocol, as far as it is before it comes to this desk. */
async function report({ intake, dispatcher, worker }: Hands, n: number): Promise<void> {
  const kind = kindOf(n);
  const categoryCode = CATEGORIES[n % CATEGORIES.length] ?? '010101';
  // Those of one category stand apart: each duplicate has one case beside it.
  const place = {
    lon: CENTRE.lon + n * 0.0002,
    lat: CENTRE.lat + Math.floor(n / 10) * 0.01,
    address: `云锦路 ${n} 号`,
  };
  const title = `${kind} ${n}`;
  if (kind === 'settled') {
    const photo = () => ({ id: newId(), kind: 'photo', mime: 'image/jpeg', size: 9, sha256: 'b'.repeat(64) });
    const told = aReport({ title, category: categoryCode, ...place, media: [photo()] });
    expect(await worker.ask('report', told)).toMatchObject({ ok: true });
    const settled = {
      id: newId(),
      caseId: told.id,
      action: 'settle',
      at: Date.now(),
      note: '已扶正',
      media: [photo()],
    };
    expect(await worker.ask('case:action', settled)).toMatchObject({ ok: true });
    return;
  }
  const make = async (name: string, more: object = {}) => {
    const entityId = newId();
    const source = SOURCES[n % SOURCES.length] ?? 'hotline';
    const payload = { title: name, text: '', categoryCode, source, ...place, ...more };
    expect(await intake.op('case.create', payload, { entityId })).toMatchObject({ ok: true });
    return entityId;
  };
  const accept = (entityId: string) => intake.op('case.accept', {}, { entityId });
  if (kind === 'duplicate') {
    const entityId = await make(`先报 ${n}`);
    await accept(entityId);
    const to = { departmentId: 'urban-management' };
    expect(await dispatcher.op('case.dispatch', to, { entityId })).toMatchObject({ ok: true });
  }
  const contact = { contact: { name: '欧阳海', phone: PHONE } };
  const entityId = await make(title, kind === 'contact' ? contact : kind === 'critical' ? { urgency: 'critical' } : {});
  if (kind !== 'returned') return;
  await accept(entityId);
  expect(await dispatcher.op('case.dispatch', { workerIds: ['w00001'] }, { entityId })).toMatchObject({ ok: true });
  const back = { id: newId(), caseId: entityId, action: 'return', at: Date.now(), note: '不在本网格' };
  expect(await worker.ask('case:action', back)).toMatchObject({ ok: true });
}

/** Presses keys as an operator does, without waiting, and counts them: a chord is one, a typed character too. */
class Keys {
  readonly #page: Page;
  pressed = 0;
  constructor(page: Page) {
    this.#page = page;
  }
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key);
      this.pressed += 1;
    }
  }
  /** A word of an input method: its initials, and the key that takes it. */
  async word(text: string): Promise<void> {
    await this.#page.keyboard.insertText(text);
    this.pressed += text.length + 1;
  }
}

/** From the selected case to its end at this desk. What is waited for is what an operator looks at before the next key. */
async function triage(page: Page, keys: Keys, kind: Kind): Promise<void> {
  const form = page.getByRole('form');
  const field = (name: string): Locator => form.getByRole('combobox', { name });
  const isTaken = (text: string) => expect(page.getByRole('option', { name: text }).first()).toBeVisible();
  switch (kind) {
    case 'plain':
      return keys.press('a', 'd', 'Control+Enter');
    case 'critical':
    case 'contact':
      // Enter sends from the department that is proposed as well.
      return keys.press('a', 'd', 'Enter');
    case 'returned':
      return keys.press('d', 'Control+Enter');
    case 'settled':
      return keys.press('v', 'Control+Enter');
    case 'miscategorised':
      // The category by its initials, then the way of a plain one; all of it in one go.
      return keys.press('e', 'l', 'd', 'b', 'Enter', 'Control+Enter', 'a', 'd', 'Control+Enter');
    case 'unfounded':
      await keys.press('r');
      await expect(form.getByRole('textbox', { name: /^原因/ })).toBeFocused();
      await keys.word('不属实');
      return keys.press('Control+Enter');
    case 'duplicate':
      await keys.press('m', 'Tab', 'Space');
      await expect(form.getByRole('region', { name: '并入', exact: true })).toContainText('先报');
      return keys.press('Control+Enter');
    case 'elsewhere':
      await keys.press('a', 'd');
      await expect(field('主办部门')).toBeFocused();
      await keys.word('园林');
      await isTaken('园林绿化中心');
      return keys.press('Enter', 'Control+Enter');
    case 'several':
      await keys.press('a', 'd', 'Tab');
      await expect(field('再派一个部门')).toBeFocused();
      await keys.word('园林');
      await isTaken('园林绿化中心');
      return keys.press('Enter', 'Control+Enter');
  }
}

function told(counts: readonly number[]): { median: number; words: string } {
  const sorted = counts.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const median = (at(0.5) + (sorted[sorted.length / 2 - 1] ?? 0)) / 2;
  return { median, words: `median ${median}, p95 ${at(0.95)}, most ${at(1)} (all ${sorted.join(' ')})` };
}

test('[ST239] fifty mixed cases go from report to dispatch by keyboard alone', async ({ gateway, launch }) => {
  const { url } = await gateway();
  const [intake, dispatcher] = [await openConsole(url, 'intake'), await openConsole(url, 'dispatcher')];
  const worker = await openTerminal(url, 'w00001');
  for (let n = 0; n < CASES; n += 1) await report({ intake, dispatcher, worker }, n);
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');
  const keys = new Keys(page);
  const counts: number[] = [];
  const selected = rows(page).and(page.locator('[aria-selected="true"]')).locator('[title]').first();
  let before = 'none';

  /** Every case of the queue that is shown, from the first to the last. */
  const walk = async (kinds: readonly Kind[], start = 0) => {
    const many = (CASES / KINDS.length) * kinds.length;
    await expect(rows(page).first()).toContainText(new RegExp(kinds.join('|')));
    for (let n = 0; n < many; n += 1) {
      const began = n === 0 ? start : keys.pressed;
      await keys.press('j');
      if (counts.length === 0) await keys.press('Enter');
      await expect(selected).not.toHaveAttribute('title', before);
      before = (await selected.getAttribute('title')) ?? '';
      const kind = before.split(' ')[0] as Kind;
      expect(kinds).toContain(kind);
      if (kind === 'contact') await expect(page.getByText(PHONE)).toHaveCount(0);
      await triage(page, keys, kind);
      counts.push(keys.pressed - began);
    }
    await expect(rows(page)).toHaveCount(0);
  };
  /** Another queue, by the palette. */
  const turnTo = async (name: string) => {
    const began = keys.pressed;
    await keys.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await keys.word(name);
    await expect(page.getByRole('option', { name: new RegExp(name) }).first()).toBeVisible();
    await keys.press('Enter');
    return began;
  };

  await walk(KINDS.filter((kind) => kind !== 'returned' && kind !== 'settled'));
  await walk(['returned'], await turnTo('退回'));
  await walk(['settled'], await turnTo('待核查'));
  const { median, words } = told(counts);
  console.log(`keystrokes per case: ${words}`);
  expect(counts).toHaveLength(CASES);
  expect(median).toBeLessThanOrEqual(MOST_MEDIAN);

  const ends: Partial<Record<Kind, string>> = { duplicate: 'merged', unfounded: 'rejected', settled: 'verifying' };
  const cases = async () => (await rowsOf<Case>(intake, 'case')).filter(({ title }) => !title.startsWith('先报'));
  const kindIn = ({ title }: Case) => title.split(' ')[0] as Kind;
  const left = async () =>
    (await cases())
      .filter((one) => one.state !== (ends[kindIn(one)] ?? 'dispatched'))
      .map(({ title, state }) => `${title}: ${state}`);
  await expect.poll(left).toEqual([]);
  for (const one of await cases()) {
    const departments = (one.assignments ?? []).filter(({ kind }) => kind === 'department').map(({ id }) => id);
    const kind = kindIn(one);
    if (kind === 'several') expect.soft(departments, one.title).toHaveLength(2);
    if (kind === 'elsewhere') expect.soft(departments, one.title).toEqual(['greening']);
    // The department is the one of the category it was put right to.
    if (kind === 'miscategorised')
      expect.soft([one.categoryCode, departments], one.title).toEqual(['010106', ['street-lighting']]);
  }
  for (const client of [intake, dispatcher, worker]) client.close();
});
