import Database from 'better-sqlite3';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutboxItem } from '#shared/contract/views.ts';
import { verifyChain } from '#shared/domain/chain.ts';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import type { Station } from '../../../electron/station/station.ts';
import {
  configFor,
  endProcess,
  isLive,
  NODE,
  openWindow,
  scratchFolder,
  startStation,
  type TestWindow,
  until,
} from './harness.ts';
import { type CentreRecord, SimulatedCentre } from './simulatedCentre.ts';

const HOUR_MS = 3_600_000;
const SHIFT_HOURS = 8;
const SHARED = 16;
const OWN = 20;
const LAPSED = 'c-lapsed';
/** half of the demo centre's 200 events a second, and a tenth of a second ahead */
const MOST_A_SECOND = 110;

let scratch: ReturnType<typeof scratchFolder>;
let centre: SimulatedCentre;
let passed: number;
let stations: Station[];
let child: ChildProcess | null;

beforeEach(async () => {
  scratch = scratchFolder();
  passed = 0;
  stations = [];
  child = null;
  centre = new SimulatedCentre(`${scratch.path}/centre`, now);
  await centre.open();
  await centre.close();
  await centre.giveRoles('intake', ['intake', 'dispatcher']);
  centre.setCategory(LAPSED, true);
  await centre.open();
});
afterEach(async () => {
  if (child) await endProcess(child, 'SIGKILL');
  for (const station of stations) await station.stop();
  await centre.close();
  scratch.remove();
});

const now = (): number => Date.now() + passed;

/** What an operator did here, by a word that stands in what it wrote. */
interface Deed {
  id: string;
  word: string;
  /** case, command or shift it was about, to tell its order */
  about: string;
}

/** One desk with its own folder and user; what is done at it is written down. */
class Desk {
  readonly deeds: Deed[] = [];
  readonly #user: string;
  readonly #folder: string;
  station!: Station;
  window!: TestWindow;

  constructor(user: string, folder = user) {
    this.#user = user;
    this.#folder = folder;
  }

  get home(): string {
    return `${scratch.path}/${this.#folder}`;
  }

  async start(): Promise<void> {
    const machine = { now, monotonic: () => performance.now() + passed };
    this.station = startStation(configFor(this.home, centre.url), machine);
    stations.push(this.station);
    this.window = openWindow(this.station);
    const signedIn = await this.window.call.signIn({ username: this.#user, password: 'demo' });
    if (!signedIn.ok) throw new Error(`${this.#user} cannot sign in: ${signedIn.reason}`);
  }

  async stop(): Promise<void> {
    await this.station.stop();
    stations = stations.filter((station) => station !== this.station);
  }

  async live(): Promise<void> {
    await until(`${this.#folder} is live`, () => isLive(this.station));
  }

  async drained(): Promise<void> {
    await until(`${this.#folder} has nothing waiting`, () => this.station.status().outbox.waiting === 0);
  }

  /** Acts; the word goes into what is written. Answers what it was about. */
  async do<K extends OpKind>(kind: K, about: string, write: (word: string) => OpPayload<K>): Promise<string> {
    const word = `${this.#folder}-${this.deeds.length}`;
    const id = uuidv7();
    const answer = await this.window.call.act({ id, kind, entityId: about, payload: write(`${word};`) });
    if (!answer.ok) throw new Error(`${kind} ${word}: ${answer.code} ${answer.reason} ${answer.message}`);
    this.deeds.push({ id, word: `${word};`, about });
    return about;
  }

  newCase(categoryCode: string): Promise<string> {
    return this.do('case.create', uuidv7(), (word) => ({
      categoryCode,
      title: `违规占道 ${word}`,
      text: '',
      source: 'counter',
      lon: 121.46,
      lat: 31.195,
      address: '建设路 12 号',
    }));
  }

  order(workerId: string, caseId?: string): Promise<string> {
    const id = uuidv7();
    return this.do('command.issue', id, (text) => ({
      id,
      kind: 'order',
      priority: 'routine',
      title: '到场处置',
      text,
      issuedAt: now(),
      requires: 'read',
      recipients: { workers: [workerId] },
      ...(caseId ? { caseId } : {}),
    }));
  }

  async items(): Promise<OutboxItem[]> {
    return this.window.read('outbox.list', { limit: 1000 });
  }
}

/** A shift without a centre: hundreds of actions, hours apart in all; some on cases the other desk works on too. */
async function workAlone(desk: Desk, shared: readonly string[], lead: boolean): Promise<void> {
  const [category] = await desk.window.read('category.list', {});
  const [department] = await desk.window.read('department.list', {});
  const shiftId = uuidv7();
  if (lead) await desk.do('shift.open', shiftId, (note) => ({ note }));
  for (let n = 0; n < OWN; n += 1) {
    passed += (SHIFT_HOURS * HOUR_MS) / 2 / OWN;
    const id = await desk.newCase(!lead && n % 5 === 4 ? LAPSED : (category?.code ?? ''));
    await desk.do('case.accept', id, (note) => ({ note }));
    await desk.do('case.annotate', id, (note) => ({ note }));
    await desk.do('case.dispatch', id, (note) => ({ note, departmentId: department?.code }));
    const command = await desk.order(`w0000${1 + (n % 9)}`, id);
    if (n % 2) await desk.do('command.cancel', command, (reason) => ({ reason }));
    if (lead) await desk.do('shift.note', shiftId, (text) => ({ shiftId, text }));
  }
  for (const [n, id] of shared.entries()) {
    await desk.do('case.annotate', id, (note) => ({ note }));
    // Both desks decide about the same cases: whoever drains first is taken, the other's comes back.
    if (lead) await desk.do('case.accept', id, (note) => ({ note }));
    else if (n % 2) await desk.do('case.reject', id, (reason) => ({ reason }));
    else await desk.do('case.accept', id, (note) => ({ note }));
    await desk.do('case.annotate', id, (note) => ({ note }));
  }
  if (lead) await desk.do('shift.hand-over', shiftId, (note) => ({ shiftId, toUserId: 'lead2', note, items: [] }));
}

/** Where each word stands in the centre, once for every time it does. */
function wordsOf(record: CentreRecord): string[] {
  return [
    ...record.events.map(({ action, note, caseId }) =>
      action === 'report' ? (record.cases.find(({ id }) => id === caseId)?.title ?? '') : note,
    ),
    ...record.events
      .map(({ detail }) => (typeof detail.reason === 'string' ? detail.reason : ''))
      .filter((text) => !text.includes(';')),
    ...record.commands.flatMap(({ text, cancelReason }) => [text, cancelReason ?? '']),
    ...record.notes.map(({ text }) => text),
  ].filter((text) => text.includes(';'));
}

const times = (texts: readonly string[], word: string): number =>
  texts.filter((text) => text.split(' ').includes(word)).length;

/** Every action that was answered is in effect once, or stands as a decision with its draft; and each case's stand in order. */
function expectNothingLost(record: CentreRecord, desk: Desk, left: readonly OutboxItem[], ended: string[] = []): void {
  const words = wordsOf(record);
  const standing = new Set(left.map(({ id }) => id));
  for (const { id, word, about } of desk.deeds) {
    const inEffect = times(words, word);
    expect(`${word} ${inEffect}`).toBe(`${word} ${standing.has(id) || ended.includes(id) ? 0 : 1}`);
    const lines = record.events.filter(({ caseId }) => caseId === about).toSorted((a, b) => a.n - b.n);
    const mine = lines.flatMap(({ note }) => desk.deeds.findIndex((deed) => note.includes(deed.word)));
    const order = mine.filter((n) => n >= 0);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(verifyChain(lines).ok).toBe(true);
  }
}

/** Both desks show the centre's rows and nothing else. */
async function expectConverged(record: CentreRecord, desk: Desk): Promise<void> {
  for (const row of record.cases) {
    const view = await until(`${row.title} is here`, async () => {
      const shown = await desk.window.read('case.get', { id: row.id });
      return shown?.case.version === row.version ? shown : null;
    });
    expect(view.case).toEqual({ ...row, contact: null });
    const lines = record.events.filter(({ caseId }) => caseId === row.id).toSorted((a, b) => a.n - b.n);
    expect(view.events).toEqual(lines);
    expect(view.chainIntact).toBe(true);
  }
}

function busiestSecond(record: CentreRecord, userId: string): number {
  const at = [
    ...record.events.filter(({ actor }) => actor.id === userId),
    ...record.notes.filter(({ actor }) => actor.id === userId),
  ].map((row) => row.at);
  return Math.max(...at.map((from) => at.filter((time) => time >= from && time < from + 1000).length));
}

test('[ST100] [ST101] [ST115] two desks alone for a shift: all of it is in effect once, or stands as a decision', async () => {
  const lead = new Desk('lead');
  const intake = new Desk('intake');
  await lead.start();
  await intake.start();
  await Promise.all([lead.live(), intake.live()]);
  const [category] = await lead.window.read('category.list', {});
  const shared: string[] = [];
  for (let n = 0; n < SHARED; n += 1) shared.push(await lead.newCase(category?.code ?? ''));
  await lead.drained();
  await until(
    'both have them',
    async () => (await intake.window.read('case.get', { id: shared.at(-1) ?? '' })) !== null,
  );
  await lead.stop();
  await intake.stop();
  await centre.close();

  await lead.start();
  await intake.start();
  expect([lead, intake].map(({ station }) => station.status().session.state)).toEqual(['offline', 'offline']);
  await workAlone(lead, shared, true);
  await workAlone(intake, shared, false);
  passed += HOUR_MS;
  const done = lead.deeds.length + intake.deeds.length;
  expect(done).toBeGreaterThan(250);
  await lead.stop();
  await intake.stop();

  await centre.giveRoles('intake', ['intake']);
  centre.setCategory(LAPSED, false);
  await centre.open();
  const other = new Desk('lead', 'other');
  await other.start();
  await other.live();
  await other.do('case.cancel', shared[0] ?? '', (reason) => ({ reason }));
  await other.drained();

  await lead.start();
  await intake.start();
  await Promise.all([lead.live(), intake.live()]);
  await Promise.all([lead.drained(), intake.drained()]);
  const left = { lead: await lead.items(), intake: await intake.items() };
  await Promise.all([expectSettled(lead), expectSettled(intake)]);
  await centre.close();
  const record = centre.record();
  expectNothingLost(record, lead, left.lead);
  expectNothingLost(record, intake, left.intake);
  expectNothingLost(record, other, []);
  await expectConverged(record, lead);
  await expectConverged(record, intake);
  expect(busiestSecond(record, 'lead')).toBeLessThanOrEqual(MOST_A_SECOND);
  expect(busiestSecond(record, 'intake')).toBeLessThanOrEqual(MOST_A_SECOND);

  const codes = new Set([...left.lead, ...left.intake].map(({ code }) => code));
  expect(codes).toEqual(new Set(['conflict', 'depends', 'forbidden', 'invalid']));
  for (const row of [...left.lead, ...left.intake]) {
    expect(row.payload).toBeTruthy();
    if (row.code === 'conflict' && row.kind.startsWith('case.')) {
      expect(row).toMatchObject({ base: { id: row.entityId }, current: { id: row.entityId } });
    }
  }
  await decideAll(lead, intake, left.intake, category?.code ?? '');
}, 240_000);

/** What the centre acknowledged has arrived. */
async function expectSettled({ window, station }: Desk): Promise<void> {
  await until('what was taken has arrived', async () => {
    const { rows } = await window.read('queue.page', { queue: 'dispatch', limit: 500 });
    return isLive(station) && rows.every((row) => row.waiting === 0);
  });
}

/** The operator decides: theirs, mine again, or another one. */
async function decideAll(lead: Desk, intake: Desk, left: readonly OutboxItem[], category: string): Promise<void> {
  await centre.open();
  await Promise.all([lead.live(), intake.live()]);
  const ended: string[] = [];
  for (const item of await lead.items()) {
    expect(await lead.window.call.dismiss(item.id)).toMatchObject({ ok: true });
    ended.push(item.id);
  }
  const creates = left.filter(({ kind, code }) => kind === 'case.create' && code === 'invalid');
  expect(creates.length).toBeGreaterThan(0);
  for (const item of creates) {
    const payload = { ...(item.payload as OpPayload<'case.create'>), categoryCode: category };
    expect(await intake.window.call.amend({ opId: item.id, payload })).toMatchObject({ ok: true });
  }
  await intake.drained();
  await Promise.all([expectSettled(lead), expectSettled(intake)]);
  const rest = await intake.items();
  expect(rest.some(({ id }) => creates.some((item) => item.id === id))).toBe(false);
  await centre.close();
  const record = centre.record();
  expectNothingLost(record, intake, rest);
  expectNothingLost(record, lead, [], ended);
}

function openRows(home: string): number {
  const db = new Database(join(home, 'station.db'));
  const sql = "SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'sending')";
  const rows = Number(db.prepare(sql).pluck().get());
  db.close();
  return rows;
}

test('[ST100] [ST101] a backlog whose station is killed again and again in mid-drain is in effect once', async () => {
  const desk = new Desk('lead');
  await desk.start();
  await desk.live();
  const [category] = await desk.window.read('category.list', {});
  const first = await desk.newCase(category?.code ?? '');
  await desk.drained();
  await desk.stop();
  await centre.close();
  await desk.start();
  const backlog = 240;
  for (let n = 0; n < backlog / 4; n += 1) {
    const id = await desk.newCase(category?.code ?? '');
    await desk.do('case.accept', id, (note) => ({ note }));
    await desk.do('case.annotate', id, (note) => ({ note }));
    await desk.do('case.annotate', first, (note) => ({ note }));
  }
  await desk.stop();
  await centre.open();
  const config = JSON.stringify(configFor(desk.home, centre.url));
  const credentials = JSON.stringify({ username: 'lead', password: 'demo' });
  const left: number[] = [];
  for (let kill = 0; kill < 4; kill += 1) {
    child = spawn(NODE, [join(import.meta.dirname, 'childStation.ts'), config, credentials, 'null'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child?.stdout?.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 400 + 350 * kill));
    await endProcess(child, 'SIGKILL');
    left.push(openRows(desk.home));
  }
  // It was killed with work before it and work behind it.
  expect(left.some((rows) => rows > 0 && rows < backlog)).toBe(true);
  await desk.start();
  await desk.live();
  await desk.drained();
  expect(await desk.items()).toEqual([]);
  await expectSettled(desk);
  await centre.close();
  const record = centre.record();
  expectNothingLost(record, desk, []);
  await expectConverged(record, desk);
}, 240_000);
