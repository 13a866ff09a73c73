import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import { MIGRATIONS } from '../../../electron/station/db/migrations/index.ts';
import type { Station } from '../../../electron/station/station.ts';
import { findPlanted } from '../../support/planted.ts';
import { actOn, openCaseAt } from './cases.ts';
import { openLine } from './slowLine.ts';
import {
  configFor,
  liveStation,
  openWindow,
  portOf,
  type RunningGateway,
  scratchFolder,
  startGateway,
  startStation,
  type TestWindow,
  until,
  windowOn,
} from './harness.ts';

const words = {
  name: '欧阳不存在',
  phone: '13900001234',
  text: '住在三楼的欧阳先生独居且行动不便',
  note: '欧阳先生的女儿在外地工作',
  reason: '欧阳先生来电催办需回访',
};
const contact = { name: words.name, phone: words.phone };

const shared = scratchFolder();
let gateway: RunningGateway;
let home: string;
let station: Station | undefined;

beforeAll(async () => {
  gateway = await startGateway(join(shared.path, 'gateway'));
});
beforeEach(() => {
  home = join(shared.path, uuidv7());
  mkdirSync(home);
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
});
afterAll(async () => {
  await gateway?.stop();
  shared.remove();
});

async function live(username = 'lead'): Promise<TestWindow> {
  const started = await liveStation(home, gateway.url, username);
  station = started.station;
  return started.window;
}

/** Goes on without a centre: what is done waits on disk. */
async function alone(): Promise<TestWindow> {
  await live();
  await station?.stop();
  station = startStation(configFor(home, 'http://127.0.0.1:9'));
  const window = openWindow(station);
  expect(await window.call.signIn({ username: 'lead', password: 'demo' })).toMatchObject({ ok: true });
  return window;
}

const planted = () => findPlanted([home], Object.values(words));

async function personalCase(window: TestWindow): Promise<string> {
  const id = await openCaseAt(window, '井盖破损', { text: words.text, personal: true, contact });
  await actOn(window, 'case.annotate', id, { note: words.note, personal: true });
  return id;
}

const confirmed = (window: TestWindow, id: string) =>
  until('the centre has it', async () => {
    const view = await window.read('case.get', { id });
    return view && view.waiting.length === 0 && view.events.length > 1 ? view : null;
  });

describe('what is personal on this disk', () => {
  test('[ST140] waits encrypted, is shown masked, and reaches the centre as it was typed', async () => {
    const window = await alone();
    const id = await personalCase(window);
    await window.call.act({ id: uuidv7(), kind: 'contact.reveal', entityId: id, payload: { reason: words.reason } });
    const view = await window.read('case.get', { id });
    expect(view).toMatchObject({
      case: { text: PERSONAL_STAND_IN },
      contact: { name: '欧****', phone: '139****1234' },
    });
    expect(JSON.stringify(await window.read('outbox.list', {}))).not.toMatch(
      new RegExp(Object.values(words).join('|')),
    );
    expect(planted()).toEqual([]);
    await station?.stop();
    expect(planted()).toEqual([]);

    const again = await live();
    const shown = await confirmed(again, id);
    expect(shown.events).toMatchObject([{ action: 'report' }, { action: 'annotate', note: PERSONAL_STAND_IN }]);
    await until('the reveal is answered', async () => (await again.read('case.get', { id }))?.revealed);
    expect(planted()).toEqual([]);
  });

  test('[ST141] of a version before is encrypted at the first start; nothing stays in free pages, journal or daily copies', async () => {
    const old = new Database(join(home, 'station.db'));
    old.pragma('journal_mode = WAL');
    old.exec(`${MIGRATIONS[0]}; PRAGMA user_version = 1`);
    const insert = old.prepare(
      `INSERT INTO outbox (id, wire_id, user, user_id, kind, lane, entity_id, at, server_at, state, payload)
         VALUES (?, ?, ?, 'lead', 'case.create', ?, ?, ?, ?, 'waiting', ?)`,
    );
    const user = JSON.stringify({ id: 'lead', name: '值班长', roles: ['shift-lead'], areas: [] });
    const told = {
      categoryCode: '010101',
      title: '井盖破损',
      text: '请处理',
      source: 'counter',
      lon: 121.46,
      lat: 31.195,
      address: '',
    };
    const ids = Array.from({ length: 60 }, () => uuidv7());
    for (const id of ids) {
      const payload = JSON.stringify({ ...told, contact: { ...contact, note: words.note.repeat(20) } });
      insert.run(id, id, user, id, id, Date.now(), Date.now(), payload);
    }
    // Sent and gone, but not from their pages.
    for (const id of ids.slice(0, 50)) old.prepare('DELETE FROM outbox WHERE id = ?').run(id);
    mkdirSync(join(home, 'backups'));
    await old.backup(join(home, 'backups', 'station-2026-01-01.db'));
    old.close();
    expect(planted()).not.toEqual([]);

    station = startStation(configFor(home, ''));
    expect(planted()).toEqual([]);
    await station.stop();
    expect(planted()).toEqual([]);
    const window = await live();
    expect((await confirmedContact(window, ids[59] ?? '')).phone).toBe('139****1234');
  });

  async function confirmedContact(window: TestWindow, id: string) {
    const view = await until('the centre has it', async () => {
      const now = await window.read('case.get', { id });
      return now?.case.number ? now : null;
    });
    return view.contact ?? {};
  }

  test('[ST142] that no key opens any more is set aside as key-lost, the rest of its draft kept, and leaves when typed again', async () => {
    const id = await personalCase(await alone());
    await station?.stop();
    const key = { key: randomBytes(32).toString('base64'), kept: 'file' } as const;
    const started = await liveStation(home, gateway.url, 'lead', { vault: key });
    station = started.station;
    const { window } = started;
    expect(station.status().vault).toBe('lost');
    const aside = await until('it is set aside', async () =>
      (await window.read('outbox.list', {})).find((item) => item.code === 'key-lost'),
    );
    expect(aside).toMatchObject({ kind: 'case.create', payload: { title: '井盖破损', text: '', contact: {} } });
    expect(await window.call.retry(aside.id)).toMatchObject({ ok: false, reason: 'key-lost' });
    await station.stop();
    station = startStation(configFor(home, gateway.url, { vault: key }));
    expect(station.status().vault).toBe('lost');
    const again = openWindow(station);
    expect(await again.call.signIn({ username: 'lead', password: 'demo' })).toMatchObject({ ok: true });
    const draft = aside.payload as object;
    const amended = { opId: aside.id, payload: { ...draft, text: '重新填写', personal: false, contact } };
    expect(await again.call.amend(amended)).toMatchObject({ ok: true });
    expect((await confirmedContact(again, id)).phone).toBe('139****1234');
    // The note that was set aside with it does not open either.
    expect(station.status().vault).toBe('lost');
    for (const item of await again.read('outbox.list', {})) await again.call.dismiss(item.id);
    expect(station.status().vault).toBe('file');
  });
});

test('[ST115] who takes the mark of a personal text away and leaves its mask sends what was typed', async () => {
  const window = await live();
  const category = { categoryCode: '999999' };
  const text = '路口积水，无人受困';
  const id = await openCaseAt(window, '井盖破损', { text, personal: true, ...category });
  const aside = await until('the centre refuses it', async () =>
    (await window.read('outbox.list', {})).find((item) => item.state === 'refused'),
  );
  const draft = aside.payload as object;
  expect(draft).toMatchObject({ text: PERSONAL_STAND_IN, personal: true });
  const payload = { ...draft, personal: false, categoryCode: '010101' };
  expect(await window.call.amend({ opId: aside.id, payload })).toMatchObject({ ok: true });
  const view = await until('the centre has it', async () => {
    const now = await window.read('case.get', { id });
    return now?.case.number ? now : null;
  });
  expect(view.case.text).toBe(text);
});

describe('what is revealed', () => {
  const reveal = (window: TestWindow, id: string) =>
    window.call.act({ id: uuidv7(), kind: 'contact.reveal', entityId: id, payload: { reason: words.reason } });

  test('[ST143] is shown to who asked, at a desk and for a time, kept encrypted, and erased at sign-out', async () => {
    const window = await live();
    const id = await personalCase(window);
    await confirmed(window, id);
    expect((await window.read('case.get', { id }))?.revealed).toBeNull();
    await reveal(window, id);
    const view = await until('it is revealed', async () => (await window.read('case.get', { id }))?.revealed);
    expect(view.contact).toEqual(contact);
    expect(view.texts.map(({ text }) => text)).toEqual([words.text, words.note]);
    expect(view.until - Date.now()).toBeGreaterThan(29 * 60_000);
    expect(view.until - Date.now()).toBeLessThanOrEqual(30 * 60_000);
    expect(planted()).toEqual([]);

    const { port1, port2 } = new MessageChannel();
    station?.addWindow(9, 'wall', portOf(port1));
    const wall = windowOn(port2);
    expect((await wall.read('case.get', { id }))?.revealed).toBeNull();
    wall.close();

    expect(await window.call.maskAgain(id)).toMatchObject({ ok: true });
    expect((await window.read('case.get', { id }))?.revealed).toBeNull();
    await reveal(window, id);
    await until('it is revealed again', async () => (await window.read('case.get', { id }))?.revealed);

    const db = new Database(join(home, 'station.db'), { readonly: true });
    expect(db.prepare('SELECT COUNT(*) AS n FROM contacts').get()).toEqual({ n: 1 });
    await window.call.signOut();
    expect(db.prepare('SELECT COUNT(*) AS n FROM contacts').get()).toEqual({ n: 0 });
    db.close();
    expect(await window.call.signIn({ username: 'lead', password: 'demo' })).toMatchObject({ ok: true });
    expect((await window.read('case.get', { id }))?.revealed).toBeNull();
  });

  test('[ST146] comes though its answer was lost: asked for again with its id, and once in the audit', async () => {
    const line = await openLine(gateway.url);
    const started = await liveStation(home, line.url, 'lead');
    station = started.station;
    const { window } = started;
    const id = await personalCase(window);
    await confirmed(window, id);
    line.back = 60_000;
    await reveal(window, id);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await window.read('case.get', { id }))?.revealed).toBeNull();
    line.back = 0;
    line.cut();
    const view = await until('it is revealed', async () => (await window.read('case.get', { id }))?.revealed);
    expect(view.contact).toEqual(contact);
    const audit = await window.read('audit.list', { subject: id, limit: 20 });
    expect(audit).toMatchObject({ state: 'told', rows: [{ reason: words.reason }], waiting: [] });
    await line.close();
  });

  test('[ST144] is masked again when its time is over, also when the clock was set back', async () => {
    let shift = 0;
    const started = await liveStation(home, gateway.url, 'lead', {}, { now: () => Date.now() + shift });
    station = started.station;
    const { window } = started;
    const id = await personalCase(window);
    await confirmed(window, id);
    await reveal(window, id);
    const revealed = async () => (await window.read('case.get', { id }))?.revealed ?? null;
    await until('it is revealed', revealed);
    shift = -365 * 86_400_000;
    expect(await revealed()).toBeNull();
    shift = 0;
    expect(await revealed()).not.toBeNull();
    shift = 30 * 60_000;
    expect(await revealed()).toBeNull();
  });

  test('[ST275] comes for a file after a reason, to desk windows only, now or never, and nothing of it stays here', async () => {
    const window = await live();
    const id = await personalCase(window);
    await confirmed(window, id);
    const ask = { id: uuidv7(), caseIds: [id], reason: words.reason };
    expect(await window.call.exportContacts(ask)).toEqual({ ok: true, value: [{ caseId: id, ...contact }] });
    expect(await window.call.exportContacts({ ...ask, reason: '' })).toMatchObject({ ok: false, code: 'invalid' });
    expect((await window.read('case.get', { id }))?.revealed).toBeNull();
    const audit = await window.read('audit.list', { subject: id, limit: 20 });
    expect(audit).toMatchObject({ state: 'told', rows: [{ kind: 'contact.export', reason: words.reason }] });
    const { port1, port2 } = new MessageChannel();
    station?.addWindow(9, 'wall', portOf(port1));
    const wall = windowOn(port2);
    expect(await wall.call.exportContacts(ask)).toMatchObject({ ok: false, code: 'forbidden' });
    wall.close();
    await station?.stop();
    expect(planted()).toEqual([]);
    station = startStation(configFor(home, 'http://127.0.0.1:9'));
    const offline = openWindow(station);
    await offline.call.signIn({ username: 'lead', password: 'demo' });
    expect(await offline.call.exportContacts(ask)).toMatchObject({ ok: false, reason: 'export-alone' });
  });

  test('[ST145] shows in the audit with who, when, which case and why; alone the desk says so and shows its own', async () => {
    const window = await live();
    const id = await personalCase(window);
    await confirmed(window, id);
    await reveal(window, id);
    await until('it is revealed', async () => (await window.read('case.get', { id }))?.revealed);
    const page = await window.read('audit.list', { subject: id, limit: 20 });
    expect(page).toMatchObject({
      state: 'told',
      rows: [{ actor: { id: 'lead' }, subject: { id }, reason: words.reason }],
      waiting: [],
    });
    await station?.stop();
    station = startStation(configFor(home, 'http://127.0.0.1:9'));
    const offline = openWindow(station);
    await offline.call.signIn({ username: 'lead', password: 'demo' });
    await reveal(offline, id);
    expect(await offline.read('audit.list', { limit: 20 })).toMatchObject({
      state: 'alone',
      rows: [],
      waiting: [{ kind: 'contact.reveal', subjectId: id, reason: words.reason }],
    });
    expect(planted()).toEqual([]);
  });
});
