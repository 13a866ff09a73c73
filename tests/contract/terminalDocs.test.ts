import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Case } from '#shared/domain/case.ts';
import type { Receipt } from '#shared/protocol/commands.ts';
import { ERROR_CODES } from '#shared/protocol/common.ts';
import { GATEWAY_TO_TERMINAL, TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { type Gateway, removeFolder, startGateway } from '../support/centre.ts';
import { type Child, startChild } from '../support/child.ts';
import { CENTRE, type Client, newId, openConsole } from './gateway/clients.ts';

/** The page for makers of terminals names all there is, and the terminal it prints works. */
const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/protocol/terminal.md'), 'utf8');
const WORKER = 'w00007';
const PATIENCE = { timeout: 30_000, interval: 100 };

let gateway: Gateway;
let lead: Client;
let folder: string;
let terminal: Child;

const start = (...more: string[]) =>
  startChild(join(folder, 'terminal.mjs'), [gateway.url, WORKER, 'demo', join(folder, 'state.json'), ...more], 'ready');
const said = (event: string) =>
  terminal
    .output()
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`));

async function issue(title: string, fields: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const plain = { kind: 'order', priority: 'urgent', text: '', requires: 'accepted', issuedAt: Date.now() } as const;
  const payload = { ...plain, id, title, recipients: { workers: [WORKER] }, ...fields };
  expect(await lead.op('command.issue', payload, { entityId: id })).toMatchObject({ ok: true });
  return id;
}
async function all<T>(entity: string): Promise<T[]> {
  const { rows } = await lead.ask('snapshot', { entity, limit: 1000 });
  return (rows as { value: T }[]).map(({ value }) => value);
}
const receiptsOf = async (id: string) => (await all<Receipt>('receipt')).filter(({ commandId }) => commandId === id);
const statesOf = async (id: string) => (await receiptsOf(id)).map(({ state }) => state).sort();

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
  // Within the checkout, so that it finds socket.io-client as its reader's would.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'terminal-md-'));
  const [, client = ''] = /```js\n([\s\S]*?)\n```/.exec(page) ?? [];
  writeFileSync(join(folder, 'terminal.mjs'), client);
  terminal = await start('report');
});
afterAll(async () => {
  await terminal?.end();
  lead.close();
  await gateway.end();
  removeFolder(gateway.data);
  removeFolder(folder);
});

describe('docs/protocol/terminal.md', () => {
  it('names every event, every refusal and every state', () => {
    const events = [...Object.keys(TERMINAL_TO_GATEWAY), ...Object.keys(GATEWAY_TO_TERMINAL)];
    const { state } = TERMINAL_TO_GATEWAY.receipt.payload.shape;
    const { request } = GATEWAY_TO_TERMINAL.command.payload.shape;
    for (const name of [...events, ...ERROR_CODES, ...state.options, ...request.unwrap().options])
      expect(page, name).toContain(`\`${name}\``);
  });

  it('prints a terminal that goes on duty and reports with a photo', async () => {
    await vi.waitFor(async () => {
      const reported = (await all<Case>('case')).filter(({ reporterId }) => reporterId === WORKER);
      expect(reported).toMatchObject([{ title: '井盖破损', media: [{ kind: 'photo' }] }]);
    }, PATIENCE);
    expect((await all<{ id: string; onDuty: boolean }>('worker')).find(({ id }) => id === WORKER)?.onDuty).toBe(true);
  });

  it('that reads and accepts, tells its place when asked, and hears corrections and cancels', async () => {
    const replies = [{ id: 'yes', label: '可以' }];
    const asked = await issue('请到路口', { replies });
    await vi.waitFor(async () => expect(await statesOf(asked)).toEqual(['accepted', 'delivered', 'read']), PATIENCE);
    expect((await receiptsOf(asked)).find(({ state }) => state === 'accepted')?.reply).toBe('yes');
    const located = await issue('在哪里', { request: 'locate' });
    await vi.waitFor(
      async () =>
        expect(await receiptsOf(located)).toContainEqual(expect.objectContaining({ state: 'done', ...CENTRE })),
      PATIENCE,
    );
    const corrected = {
      id: newId(),
      issuedAt: Date.now(),
      title: '请到东门',
      text: '',
      requires: 'accepted',
      priority: 'urgent',
    };
    expect(await lead.op('command.correct', corrected as never, { entityId: asked })).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect(await statesOf(corrected.id)).toContain('accepted'), PATIENCE);
    expect(await lead.op('command.cancel', { reason: '不用了' }, { entityId: corrected.id })).toMatchObject({
      ok: true,
    });
    await vi.waitFor(() => expect(said('cancelled').join()).toContain('不用了'), PATIENCE);
  });

  it('that, killed and started again, shows nothing twice and takes what came meanwhile', async () => {
    await terminal.end('SIGKILL');
    const away = await issue('等你回来');
    terminal = await start();
    await vi.waitFor(async () => expect(await statesOf(away)).toEqual(['accepted', 'delivered', 'read']), PATIENCE);
    expect(said('shown')).toHaveLength(1);
  });
});
