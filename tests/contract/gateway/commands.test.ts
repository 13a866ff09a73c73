import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { COVERAGE_POLICY } from '#shared/domain/coverage.ts';
import { COMMAND_POLICY } from '#shared/domain/command.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import type { CommandTemplate, RecipientRow } from '#shared/protocol/commands.ts';
import { CENTRE, type Client, newId, openConsole, openTerminal } from './clients.ts';
import { commandRow, receiptsOf, startClockedCentre } from './clockedCentre.ts';

/** Noon in China: nobody's quiet hours. */
const NOON = Date.UTC(2026, 5, 1, 4);
const HOUR = 3_600_000;

let centre: Awaited<ReturnType<typeof startClockedCentre>>;
let lead: Client;
let dispatcher: Client;
const terminals: Client[] = [];

beforeAll(async () => {
  centre = await startClockedCentre(NOON);
  lead = await openConsole(centre.url(), 'lead');
  dispatcher = await openConsole(centre.url(), 'dispatcher');
});
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.close();
});
afterAll(async () => {
  for (const desk of [lead, dispatcher]) desk.close();
  await centre.close();
});

async function terminal(workerId: string, place?: { lon: number; lat: number }): Promise<Client> {
  const client = await openTerminal(centre.url(), workerId);
  terminals.push(client);
  if (place) {
    await client.ask('duty', { on: true, at: centre.clock.at });
    expect(await client.ask('position', { t: centre.clock.at, ...place })).toMatchObject({ ok: true, accepted: 1 });
  }
  return client;
}

type Issue = OpPayload<'command.issue'>;
function order(fields: Partial<Issue>): Issue {
  const { at } = centre.clock;
  const words = { kind: 'order', priority: 'urgent', title: '到岗', text: '请到岗', requires: 'accepted' } as const;
  return { id: newId(), ...words, issuedAt: at, recipients: {}, ...fields };
}
async function issue(fields: Partial<Issue>) {
  const payload = order(fields);
  const answer = await lead.op('command.issue', payload);
  return { id: payload.id, answer, row: () => commandRow(lead, payload.id) };
}
const idsHeard = (client: Client, event = 'command') => client.all<{ id: string }>(event).map(({ id }) => id);
const workers = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `w${String(from + i).padStart(5, '0')}`);

describe('[GW80] a dangerous command', () => {
  it('waits for another operator, and leaves when that one agrees', async () => {
    const worker = await terminal('w00101');
    const { id, answer, row } = await issue({ priority: 'flash', recipients: { workers: workers(101, 21) } });
    expect(answer.result).toMatchObject({ state: 'proposed', recipients: 21 });
    expect(await lead.op('command.confirm', {}, { entityId: id })).toMatchObject({ ok: false, code: 'forbidden' });
    const { id: after } = await issue({ recipients: { workers: ['w00101'] } });
    await worker.hears<{ id: string }>('command', (command) => command.id === after);
    expect(idsHeard(worker)).toEqual([after]);
    expect(await dispatcher.op('command.confirm', {}, { entityId: id })).toMatchObject({ ok: true });
    await worker.hears<{ id: string }>('command', (command) => command.id === id);
    expect(await row()).toMatchObject({ state: 'open', confirm: { why: ['flash'], by: { id: 'dispatcher' } } });
    expect(await dispatcher.op('command.confirm', {}, { entityId: id })).toMatchObject({ code: 'conflict' });
  });

  it('never leaves when the other one refuses, or its own issuer takes it back', async () => {
    const worker = await terminal('w00130');
    const many = { priority: 'flash', recipients: { workers: workers(130, 30) } } as const;
    const [refused, taken] = [await issue(many), await issue(many)];
    const said = await dispatcher.op('command.refuse', { reason: '范围过大' }, { entityId: refused.id });
    expect(said).toMatchObject({ ok: true });
    expect((await lead.op('command.cancel', { reason: '误发' }, { entityId: taken.id })).ok).toBe(true);
    expect(await dispatcher.op('command.confirm', {}, { entityId: taken.id })).toMatchObject({ code: 'conflict' });
    const { id } = await issue({ recipients: { workers: ['w00130'] } });
    await worker.hears<{ id: string }>('command', (command) => command.id === id);
    expect(idsHeard(worker)).toEqual([id]);
    expect(idsHeard(worker, 'command:cancel')).toEqual([]);
    expect(await refused.row()).toMatchObject({ state: 'refused', cancelReason: '范围过大' });
  });

  it('is one to more than 500 workers too', async () => {
    const { answer } = await issue({ recipients: { workers: workers(1, 501) } });
    expect(answer.result).toMatchObject({ state: 'proposed' });
  });
});

describe('[GW81] quiet hours', () => {
  it('hold a routine command until they end, also over a restart, and no other', async () => {
    const night = NOON + 11 * HOUR;
    centre.clock.set(night);
    const worker = await terminal('w00140');
    const { id, answer } = await issue({ priority: 'routine', recipients: { workers: ['w00140'] } });
    const until = NOON + 18 * HOUR;
    expect(answer.result).toMatchObject({ state: 'open', heldUntil: until });
    const awake = [
      await issue({ priority: 'routine', evenQuiet: true, recipients: { workers: ['w00140'] } }),
      await issue({ priority: 'urgent', recipients: { workers: ['w00140'] } }),
    ];
    await expect.poll(() => idsHeard(worker)).toEqual(awake.map((one) => one.id));
    // What the centre does not know to have arrived it sends again after its new start.
    for (const one of awake) await expect.poll(() => receiptsOf(lead, one.id)).toEqual(['w00140:delivered']);
    await centre.restart();
    [lead, dispatcher] = [await openConsole(centre.url(), 'lead'), await openConsole(centre.url(), 'dispatcher')];
    const again = await terminal('w00140');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(idsHeard(again)).toEqual([]);
    centre.clock.set(until);
    await expect.poll(() => idsHeard(again)).toEqual([id]);
    await expect.poll(() => receiptsOf(lead, id)).toEqual(['w00140:delivered']);
    centre.clock.set(NOON + 24 * HOUR);
  });
});

describe('[GW82] a correction', () => {
  it('takes the place of a command in one change, and says what it changed', async () => {
    const worker = await terminal('w00150');
    const old = await issue({ recipients: { workers: ['w00150', 'w00151'] }, target: { ...CENTRE, address: '东门' } });
    await worker.hears<{ id: string }>('command', (command) => command.id === old.id);
    const { kind: _, recipients: __, ...fields } = order({ text: '请到西门', target: { ...CENTRE, address: '西门' } });
    const answer = await dispatcher.op('command.correct', fields, { entityId: old.id });
    expect(answer).toMatchObject({ ok: true, result: { recipients: 2 } });
    const corrected = await worker.hears<{ id: string; corrects: unknown }>('command', ({ id }) => id === fields.id);
    expect(corrected.corrects).toEqual({
      id: old.id,
      changed: [
        { field: 'text', before: '请到岗' },
        { field: 'target', before: '东门' },
      ],
    });
    expect(await worker.hears('command:cancel')).toEqual({ id: old.id, reason: '已更正' });
    const order_ = worker.heard.flatMap(({ event }) => (event.startsWith('command') ? [event] : []));
    expect(order_).toEqual(['command', 'command:cancel', 'command']);
    expect(await old.row()).toMatchObject({ state: 'cancelled', cancelReason: '已更正', correctedBy: fields.id });
    const late = await terminal('w00151');
    await late.hears<{ id: string }>('command', ({ id }) => id === fields.id);
    expect(idsHeard(late)).toEqual([fields.id]);
    const second = await lead.op('command.correct', { ...fields, id: newId() }, { entityId: old.id });
    expect(second).toMatchObject({ code: 'conflict' });
    const nothing = await lead.op('command.correct', { ...fields, id: newId() }, { entityId: fields.id });
    expect(nothing).toMatchObject({ code: 'invalid' });
  });

  it('that is dangerous leaves what it corrects in force until somebody else agrees', async () => {
    const worker = await terminal('w00160');
    const old = await issue({ recipients: { workers: workers(160, 25) } });
    const { kind: _, recipients: __, ...fields } = order({ priority: 'flash' });
    const answer = await lead.op('command.correct', fields, { entityId: old.id });
    expect(answer.result).toMatchObject({ state: 'proposed' });
    expect(await old.row()).toMatchObject({ state: 'open' });
    expect((await dispatcher.op('command.confirm', {}, { entityId: fields.id })).ok).toBe(true);
    await worker.hears<{ id: string }>('command', ({ id }) => id === fields.id);
    expect(idsHeard(worker, 'command:cancel')).toEqual([old.id]);
    expect(await old.row()).toMatchObject({ state: 'cancelled', correctedBy: fields.id });
  });
});

describe('[GW83] a reminder', () => {
  it('asks those who owe the required receipt again, and is kept', async () => {
    const [answering, silent] = [await terminal('w00190'), await terminal('w00191')];
    const { id, row } = await issue({ recipients: { workers: ['w00190', 'w00191'] } });
    await Promise.all([answering, silent].map((one) => one.hears<{ id: string }>('command', (c) => c.id === id)));
    await answering.ask('receipt', { commandId: id, state: 'accepted', at: centre.clock.at });
    const answer = await dispatcher.op('command.remind', {}, { entityId: id });
    expect(answer).toMatchObject({ ok: true, result: { reminded: 1 } });
    expect(await silent.hears('command:remind')).toEqual({ id, level: 1 });
    expect(answering.all('command:remind')).toEqual([]);
    expect(await row()).toMatchObject({ reminders: [{ by: { id: 'dispatcher' }, count: 1 }] });
    const again = await dispatcher.op('command.remind', { workerIds: ['w00190'] }, { entityId: id });
    expect(again).toMatchObject({ code: 'conflict' });
  });
});

describe('[GW84] whom a command would reach', () => {
  it('is told before it is sent: connected, offline, off duty, and how far along the streets', async () => {
    await terminal('w00200', CENTRE);
    const away = await terminal('w00201', { lon: CENTRE.lon + 0.004, lat: CENTRE.lat });
    away.close();
    const recipients = { workers: ['w00200', 'w00201', 'w00202'] };
    const ask = () => lead.ask('query', { kind: 'recipients', recipients, place: CENTRE, limit: 2 });
    await expect.poll(async () => (await ask()).counts).toEqual({ now: 1, offline: 1, 'off-duty': 1 });
    const first = await ask();
    const rows = first.rows as RecipientRow[];
    expect(rows.map(({ workerId, reach }) => [workerId, reach])).toEqual([
      ['w00200', 'now'],
      ['w00201', 'offline'],
    ]);
    const straight = 0.004 * 111_195 * Math.cos((CENTRE.lat * Math.PI) / 180);
    expect(rows[1]?.meters).toBeGreaterThanOrEqual(Math.floor(straight));
    const rest = await lead.ask('query', { kind: 'recipients', recipients, after: first.next, limit: 2 });
    expect(rest).toMatchObject({ rows: [{ workerId: 'w00202', reach: 'off-duty', meters: null }] });
    expect(rest.next).toBeUndefined();
  });

  it('are the nearest by the way, and a terminal is told its way', async () => {
    const near = await terminal('w00210', { lon: CENTRE.lon + 0.0005, lat: CENTRE.lat });
    const { answer, row } = await issue({ recipients: { nearest: { ...CENTRE, count: 2 } } });
    expect(answer.result).toMatchObject({ recipients: 2 });
    expect((await row())?.workerIds).toEqual(['w00200', 'w00210']);
    const way = await near.ask('route', { to: { lon: CENTRE.lon + 0.004, lat: CENTRE.lat + 0.004 } });
    const line = way.line as [number, number][];
    expect(line.length).toBeGreaterThan(3);
    expect(way.meters).toBeGreaterThan(500);
    expect(await (await terminal('w00211')).ask('route', { to: CENTRE })).toMatchObject({ code: 'not-found' });
  });
});

describe('[GW85] templates', () => {
  it('are the operators’ own: saved, changed and deleted by id, each shortcut once, and kept over a restart', async () => {
    const template: CommandTemplate = {
      ...{ id: 'snow', name: '扫雪除冰', shortcut: 'sx', kind: 'order', priority: 'urgent', requires: 'accepted' },
      ...{ title: '扫雪：{路段}', text: '', validMinutes: 120 },
    };
    expect((await lead.op('command.template-save', { template })).ok).toBe(true);
    expect((await lead.op('command.template-save', { template: { ...template, name: '扫雪' } })).ok).toBe(true);
    const taken = await lead.op('command.template-save', { template: { ...template, id: 'other' } });
    expect(taken).toMatchObject({ code: 'conflict', message: expect.stringContaining('扫雪') });
    expect((await lead.op('command.template-delete', { templateId: 'locate' })).ok).toBe(true);
    expect(await lead.op('command.template-delete', { templateId: 'locate' })).toMatchObject({ code: 'not-found' });
    await centre.restart();
    [lead, dispatcher] = [await openConsole(centre.url(), 'lead'), await openConsole(centre.url(), 'dispatcher')];
    const { rows } = await lead.ask('snapshot', { entity: 'setting', limit: 10 });
    const [kept] = (rows as { id: string; value: { value: CommandTemplate[] } }[]).flatMap(({ id, value }) =>
      id === 'command.templates' ? [value.value] : [],
    );
    expect(kept?.find(({ id }) => id === 'snow')?.name).toBe('扫雪');
    expect(kept?.some(({ id }) => id === 'locate')).toBe(false);
  });
});

describe('[GW86] who comes to fit later', () => {
  const around = ({ lon, lat }: typeof CENTRE, by: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [lon - by, lat - by],
        [lon + by, lat - by],
        [lon + by, lat + by],
        [lon - by, lat + by],
        [lon - by, lat - by],
      ] as [number, number][],
    ],
  });

  const drawnU = ({ lon, lat }: typeof CENTRE) => {
    const outline = [
      [-3, -2],
      [3, -2],
      [3, 6],
      [1, 6],
      [1, 1],
      [-1, 1],
      [-1, 6],
      [-3, 6],
      [-3, -2],
    ] as const;
    const ring = outline.map(([east, north]): [number, number] => [lon + east / 1000, lat + north / 1000]);
    return { type: 'Polygon' as const, coordinates: [ring] };
  };

  it('[GW118] is told of no area whose outline crosses itself, is not closed, or is larger than any district', async () => {
    const [lon, lat] = [CENTRE.lon, CENTRE.lat];
    const refused = async (ring: [number, number][]) => {
      const area = { type: 'Polygon' as const, coordinates: [ring] };
      return (await issue({ recipients: { everyone: true, area } })).answer;
    };
    const bowTie: [number, number][] = [
      [lon, lat],
      [lon + 0.01, lat + 0.01],
      [lon + 0.01, lat],
      [lon, lat + 0.01],
      [lon, lat],
    ];
    expect(await refused(bowTie)).toMatchObject({ code: 'invalid', message: '范围的边线互相交叉' });
    expect(await refused(bowTie.slice(0, 4))).toMatchObject({ code: 'invalid', message: '范围的边线没有闭合' });
    const large = around(CENTRE, 0.5).coordinates;
    expect(await refused(large[0] ?? [])).toMatchObject({ code: 'invalid', message: '范围太大' });
  });

  it('gets a command to everyone on duty, and one to an area, while it is valid', async () => {
    const [early, late, outside] = [
      await terminal('w00300', CENTRE),
      await terminal('w00301'),
      await terminal('w00302'),
    ];
    const expiresAt = centre.clock.at + HOUR;
    const everyone = await issue({ recipients: { everyone: true }, expiresAt });
    const place = { lon: CENTRE.lon + 0.02, lat: CENTRE.lat + 0.02 };
    await outside.ask('duty', { on: true, at: centre.clock.at - HOUR });
    await outside.ask('position', { t: centre.clock.at - HOUR, lon: place.lon + 0.01, lat: place.lat });
    // Drawn like a U: who stands between its arms is in the box around it and not in the area.
    const between = { lon: place.lon, lat: place.lat + 0.004 };
    const notch = await terminal('w00304', between);
    const inArea = await issue({ recipients: { workers: ['w00300'], area: drawnU(place) }, expiresAt });
    await early.hears<{ id: string }>('command', ({ id }) => id === inArea.id);
    expect(idsHeard(late)).toEqual([]);
    await late.ask('duty', { on: true, at: centre.clock.at });
    await outside.ask('position', { t: centre.clock.at + 1, ...place });
    await late.hears<{ id: string }>('command', ({ id }) => id === everyone.id);
    await outside.hears<{ id: string }>('command', ({ id }) => id === inArea.id);
    expect(idsHeard(late)).not.toContain(inArea.id);
    expect((await inArea.row())?.joined).toMatchObject([{ workerId: 'w00302' }]);
    expect(idsHeard(notch)).not.toContain(inArea.id);
    await expect.poll(() => receiptsOf(lead, inArea.id)).toContain('w00302:delivered');
    centre.clock.set(expiresAt);
    const tooLate = await terminal('w00303', CENTRE);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(idsHeard(tooLate)).toEqual([]);
  });
});

describe('[GW87] a command that nobody answers', () => {
  it('is told louder, goes to the next person, to a call and to the shift lead, each once, also over a restart', async () => {
    const place = { lon: CENTRE.lon - 0.02, lat: CENTRE.lat - 0.01 };
    const [silent, next] = [
      await terminal('w00400', place),
      await terminal('w00401', { ...place, lon: place.lon + 0.001 }),
    ];
    const { id, row } = await issue({ priority: 'flash', escalate: true, recipients: { workers: ['w00400'] } });
    await silent.hears('command');
    const started = centre.clock.at;
    const steps = async () =>
      ((await row())?.reminders as { step: string }[] | undefined)?.map(({ step }) => step) ?? [];
    centre.clock.set(started + 30_000);
    expect(await silent.hears('command:remind')).toEqual({ id, level: 2 });
    centre.clock.set(started + 95_000);
    await next.hears<{ id: string }>('command', (command) => command.id === id);
    expect(await row()).toMatchObject({ joined: [{ workerId: 'w00401', insteadOf: 'w00400' }] });
    await centre.restart();
    [lead, dispatcher] = [await openConsole(centre.url(), 'lead'), await openConsole(centre.url(), 'dispatcher')];
    const back = await terminal('w00400');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await steps()).toEqual(['louder', 'next-person']);
    centre.clock.set(started + 160_000);
    const call = await dispatcher.hears<{ code: string }>('notice', ({ code }) => code === 'command-voice-call');
    expect(call).toMatchObject({ command: { id, workerIds: ['w00400', 'w00401'], count: 2 } });
    expect(await back.hears('command:remind')).toEqual({ id, level: 3 });
    await back.ask('receipt', { commandId: id, state: 'accepted', at: centre.clock.at });
    centre.clock.set(started + 230_000);
    const alarm = await lead.hears<{ code: string }>('notice', ({ code }) => code === 'command-no-answer');
    expect(alarm).toMatchObject({ command: { workerIds: ['w00401'] } });
    expect(await steps()).toEqual(['louder', 'next-person', 'voice-call', 'shift-lead']);
  });
});

describe('[GW223] the aims of coverage', () => {
  it('are a shift lead’s or an admin’s to change, part by part, over a restart too', async () => {
    const set = (by: Client, policy: object) => by.op('coverage.policy-set', { policy } as never);
    const unit = { minutes: 90, least: 0 };
    expect(await set(dispatcher, { unit })).toMatchObject({ ok: false, code: 'forbidden' });
    for (const wrong of [{ unit: { ...unit, minutes: 1441 } }, { hours: { from: '24:00', to: '06:00' } }, {}])
      expect(await set(lead, wrong)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await set(lead, { unit })).toMatchObject({ ok: true });
    await centre.restart();
    [lead, dispatcher] = [await openConsole(centre.url(), 'lead'), await openConsole(centre.url(), 'dispatcher')];
    const hours = { from: '07:00', to: '19:30' };
    const { community } = COVERAGE_POLICY;
    expect(await set(lead, { hours })).toMatchObject({ ok: true, result: { policy: { unit, hours, community } } });
  });
});

describe('[GW119] the policy', () => {
  it('is a shift lead’s or an admin’s to change, part by part, counts at once and over a restart', async () => {
    const two = { recipients: { workers: workers(700, 2) } };
    expect((await issue(two)).answer.result).toMatchObject({ state: 'open' });
    const set = (by: Client, policy: object) => by.op('command.policy-set', { policy } as never);
    expect(await set(dispatcher, { confirmOver: 1 })).toMatchObject({ ok: false, code: 'forbidden' });
    for (const wrong of [{ confirmOver: 0 }, { quiet: { from: '24:00', to: '06:00' } }, {}])
      expect(await set(lead, wrong)).toMatchObject({ ok: false, code: 'invalid' });
    const above = await set(lead, { confirmFlashOver: 501 });
    expect(above).toMatchObject({ code: 'invalid', message: '特急指令的确认人数不能高于一般的确认人数' });
    const twice = { steps: ['louder', 'louder'], everySeconds: 60 };
    expect(await set(lead, { escalation: twice })).toMatchObject({ code: 'invalid', message: '升级步骤不能重复' });

    expect(await set(lead, { confirmOver: 1, confirmFlashOver: 0 })).toMatchObject({ ok: true });
    expect((await issue(two)).answer.result).toMatchObject({ state: 'proposed' });
    const admin = await openConsole(centre.url(), 'admin');
    // the whole day, whatever time the tests before have made it
    const quiet = { from: '00:00', to: '23:59' };
    expect(await set(admin, { quiet })).toMatchObject({ ok: true, result: { policy: { confirmOver: 1, quiet } } });
    admin.close();
    await centre.restart();
    [lead, dispatcher] = [await openConsole(centre.url(), 'lead'), await openConsole(centre.url(), 'dispatcher')];
    const one = { recipients: { workers: ['w00700'] }, priority: 'routine' as const };
    expect((await issue(one)).answer.result).toMatchObject({ state: 'open', heldUntil: expect.any(Number) });
    const { confirmOver, confirmFlashOver, quiet: usual } = COMMAND_POLICY;
    expect(await set(lead, { confirmOver, confirmFlashOver, quiet: usual })).toMatchObject({ ok: true });
  });
});
