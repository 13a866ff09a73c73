import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandTemplate } from '#shared/protocol/commands.ts';
import { actOn } from './cases.ts';
import { liveStation, type RunningGateway, scratchFolder, startGateway, type TestWindow, until } from './harness.ts';
import type { Station } from '../../../electron/station/station.ts';

const scratch = scratchFolder();
let gateway: RunningGateway;
let lead: { station: Station; window: TestWindow };
let other: { station: Station; window: TestWindow };
/** more workers than a flash command may go to without a second person */
let community: string;

beforeAll(async () => {
  gateway = await startGateway(`${scratch.path}/gateway`);
  lead = await liveStation(`${scratch.path}/lead`, gateway.url, 'lead');
  other = await liveStation(`${scratch.path}/dispatcher`, gateway.url, 'dispatcher');
  community = (await lead.window.read('worker.get', { id: 'w00001' }))?.worker.gridCode.slice(0, 12) ?? '';
});
afterAll(async () => {
  await lead?.station.stop();
  await other?.station.stop();
  await gateway?.stop();
  scratch.remove();
});

const fields = { kind: 'order', title: '到东门集合', text: '带反光背心', requires: 'accepted' } as const;
async function issue(more: object): Promise<string> {
  const id = uuidv7();
  await actOn(lead.window, 'command.issue', id, { id, ...fields, issuedAt: Date.now(), ...more } as never);
  return id;
}
const boardOf = ({ window }: { window: TestWindow }, id: string) => window.read('command.board', { id, limit: 10 });
async function stateOf(desk: { window: TestWindow }, id: string, state: string) {
  return until(`the command is ${state}`, async () => {
    const board = await boardOf(desk, id);
    return board?.command.state === state && !board.waiting ? board : null;
  });
}

test('[ST160] the centre says whom a command would reach before it is sent', async () => {
  const preview = await lead.window.read('recipients.preview', { recipients: { grids: [community] } });
  expect(preview.by).toBe('centre');
  expect(preview.total).toBeGreaterThan(20);
  expect(preview.reach.now).toBe(0);
  const nobody = await lead.window.read('recipients.preview', { recipients: { workers: ['nobody'] } });
  expect(nobody).toMatchObject({ by: 'centre', total: 0 });
});

test('[ST162] a flash command to a community waits for a second desk, which confirms it', async () => {
  const id = await issue({ priority: 'flash', recipients: { grids: [community] } });
  const proposed = await until('the other desk is asked', async () => {
    const [first] = await other.window.read('command.proposed', {});
    return first?.id === id ? first : null;
  });
  expect(proposed).toMatchObject({ title: '到东门集合', byName: '值班长' });
  await stateOf(lead, id, 'proposed');
  expect(await lead.window.read('command.proposed', {})).toEqual([]);
  const own = { id: uuidv7(), kind: 'command.confirm', entityId: id, payload: {} } as const;
  expect(await lead.window.call.act(own)).toMatchObject({ ok: false, code: 'forbidden', reason: 'second-person' });

  await actOn(other.window, 'command.confirm', id, {});
  // Shown at once, before the centre has answered.
  expect(await boardOf(other, id)).toMatchObject({ command: { state: 'open' } });
  const board = await stateOf(lead, id, 'open');
  expect(board.command.confirm).toMatchObject({ why: ['flash'], by: { id: 'dispatcher' } });
  expect(board.sum.total).toBeGreaterThan(20);
  expect(board.rows).toHaveLength(10);

  // What is done to one command leaves in order: reminded, then corrected.
  await actOn(lead.window, 'command.remind', id, {});
  const next = uuidv7();
  const corrected = { ...fields, id: next, kind: undefined, priority: 'urgent', issuedAt: Date.now(), text: '到西门' };
  await actOn(lead.window, 'command.correct', id, corrected as never);
  expect(await boardOf(lead, id)).toMatchObject({ command: { state: 'cancelled', correctedBy: next }, waiting: true });
  const before = await stateOf(other, id, 'cancelled');
  expect(before.command.reminders).toMatchObject([{ by: { id: 'lead' }, count: board.sum.total }]);
  const after = await stateOf(other, next, 'open');
  expect(after.sum.total).toBe(board.sum.total);
  expect(after.command.corrects).toMatchObject({
    id,
    changed: expect.arrayContaining([{ field: 'text', before: '带反光背心' }]),
  });
  const late = { id: uuidv7(), kind: 'command.remind', entityId: id, payload: {} } as const;
  expect(await lead.window.call.act(late)).toMatchObject({ ok: false, reason: 'command-over' });
});

test('[ST162] a second person who refuses says why, and nothing leaves', async () => {
  const id = await issue({ priority: 'flash', recipients: { grids: [community] } });
  await stateOf(other, id, 'proposed');
  await actOn(other.window, 'command.refuse', id, { reason: '范围过大' });
  const board = await stateOf(lead, id, 'refused');
  expect(board).toMatchObject({ command: { cancelReason: '范围过大' }, sum: { owing: 0, late: 0 } });
});

test('[ST166] a template is there at once at its own desk, and at the other when the centre has it', async () => {
  const template: CommandTemplate = {
    ...{ id: uuidv7(), name: '积水巡查', shortcut: 'js', kind: 'order', priority: 'urgent', title: '巡查 {地点}' },
    ...{ text: '', requires: 'accepted', validMinutes: 60 },
  };
  const names = async ({ window }: { window: TestWindow }) =>
    (await window.read('command.templates', {})).map(({ name }) => name);
  await actOn(lead.window, 'command.template-save', undefined as never, { template });
  expect(await names(lead)).toContain('积水巡查');
  await until('it is at the other desk', async () => (await names(other)).includes('积水巡查'));
  await actOn(other.window, 'command.template-delete', undefined as never, { templateId: template.id });
  await until('it is gone', async () => !(await names(lead)).includes('积水巡查'));
});

test('[ST175] a change of the policy shows here at once, and at every other desk when the centre has it; a refused one comes back', async () => {
  const over = async ({ window }: { window: TestWindow }) => (await window.read('command.policy', {})).confirmOver;
  expect(await over(lead)).toBe(500);
  await actOn(lead.window, 'command.policy-set', undefined as never, { policy: { confirmOver: 400 } });
  expect(await over(lead)).toBe(400);
  await until('the other desk has it', async () => (await over(other)) === 400);
  const denied = { id: uuidv7(), kind: 'command.policy-set', payload: { policy: { confirmOver: 1 } } } as const;
  expect(await other.window.call.act(denied)).toMatchObject({ ok: false, code: 'forbidden' });
  await actOn(lead.window, 'command.policy-set', undefined as never, { policy: { confirmFlashOver: 401 } });
  const refused = await until('the centre has said no', async () => {
    const [item] = await lead.window.read('outbox.list', {});
    return item?.state === 'refused' ? item : null;
  });
  expect(refused.message).toContain('不能高于');
  expect((await lead.window.read('command.policy', {})).confirmFlashOver).toBe(20);
  await lead.window.call.dismiss(refused.id);
  await actOn(lead.window, 'command.policy-set', undefined as never, { policy: { confirmOver: 500 } });
});

test('[ST176] a correction that needs a second person leaves the old command in force here too, until that one agrees', async () => {
  const id = await issue({ priority: 'urgent', recipients: { grids: [community] } });
  await stateOf(lead, id, 'open');
  const next = uuidv7();
  const corrected = { ...fields, id: next, kind: undefined, priority: 'flash', issuedAt: Date.now(), text: '立即撤离' };
  await actOn(lead.window, 'command.correct', id, corrected as never);
  // At once, before the centre has answered, and after it has.
  expect((await boardOf(lead, id))?.command).toMatchObject({ state: 'open' });
  await stateOf(lead, next, 'proposed');
  expect(await boardOf(lead, id)).toMatchObject({ command: { state: 'open' }, waiting: false });
  await until('the other desk has it', async () => (await boardOf(other, next))?.command.state === 'proposed');
  await actOn(other.window, 'command.confirm', next, {});
  expect((await stateOf(lead, id, 'cancelled')).command.correctedBy).toBe(next);
});

test('[ST177] a correction that the centre refused is changed where it came back, and goes as the same one', async () => {
  const id = await issue({ priority: 'urgent', recipients: { workers: ['w00002'] } });
  await stateOf(lead, id, 'open');
  const next = uuidv7();
  const past = {
    ...fields,
    id: next,
    kind: undefined,
    priority: 'urgent',
    issuedAt: Date.now(),
    expiresAt: Date.now() - 1000,
  };
  await actOn(lead.window, 'command.correct', id, past as never);
  const refused = await until('it came back', async () => {
    const [item] = await lead.window.read('outbox.list', {});
    return item?.state === 'refused' ? item : null;
  });
  expect(await boardOf(lead, id)).toMatchObject({ command: { state: 'open' } });
  const payload = { ...past, expiresAt: Date.now() + 3_600_000 };
  expect(await lead.window.call.amend({ opId: refused.id, payload })).toMatchObject({ ok: true });
  await stateOf(lead, next, 'open');
  expect((await boardOf(lead, id))?.command).toMatchObject({ state: 'cancelled', correctedBy: next });
});
