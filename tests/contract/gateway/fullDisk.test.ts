import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../../support/centre.ts';
import { canMount, type SmallDisk, smallDisk } from '../../support/smallDisk.ts';
import { type Answer, aReport, type Client, newId, openConsole, post } from './clients.ts';

const LONG = '井盖'.repeat(1000);

describe.runIf(canMount())('a gateway whose disk is really full', () => {
  let disk: SmallDisk;
  let gateway: Gateway;
  beforeEach(async () => {
    disk = smallDisk(64);
    gateway = await startGateway({ data: join(disk.path, 'centre') });
  });
  afterEach(async () => {
    await gateway.end('SIGKILL');
    disk.remove();
  });

  async function create(client: Client, entityId: string, id: string, text = LONG): Promise<Answer> {
    const { id: _, category, at: __, ...rest } = aReport({ text });
    return client.op('case.create', { ...rest, categoryCode: category, source: 'hotline' }, { entityId, id });
  }

  /** Opens cases, long ones and then a short one, until the disk has no room for even that. */
  async function fillUp(client: Client) {
    const acknowledged: string[] = [];
    disk.fill();
    for (let n = 0; n < 2000; n += 1) {
      const [entityId, id] = [newId(), newId()];
      const long = await create(client, entityId, id);
      const answer = long.ok ? long : await create(client, entityId, id, '井盖');
      if (!answer.ok) return { acknowledged, answer, entityId, id };
      acknowledged.push(entityId);
    }
    throw new Error('nothing was refused');
  }

  async function has(client: Client, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const answer = await client.ask('query', { kind: 'case-events', caseId: id });
      expect((answer.rows as unknown[]).length, id).toBeGreaterThan(0);
    }
  }

  it('[GW73] refuses with a code that is tried again, keeps what it acknowledged, and takes the same op with room again', async () => {
    const intake = await openConsole(gateway.url, 'intake');
    const { acknowledged, answer, entityId, id } = await fillUp(intake);
    expect(answer).toMatchObject({ ok: false, code: 'unavailable' });
    await has(intake, acknowledged);
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    // A small row may find a place in the log's own file; where it does not, a desk takes 503 for a centre that is away.
    const login = await post(gateway.url, '/auth/login', { username: 'lead', password: 'demo' });
    expect([200, 503]).toContain(login.status);
    disk.makeRoom();
    expect(await create(intake, entityId, id)).toMatchObject({ ok: true });
    expect(await create(intake, entityId, id)).toMatchObject({ ok: true });
    await has(intake, [...acknowledged, entityId]);
    intake.close();
  });

  it.each([
    ['killed', []],
    ['killed, its shared memory gone', ['centre.sqlite-shm', 'trails.sqlite-shm']],
  ])('[GW73] %s on the full disk it starts when there is room, with all it acknowledged', async (_, gone) => {
    const intake = await openConsole(gateway.url, 'intake');
    const { acknowledged, entityId, id } = await fillUp(intake);
    intake.close();
    await gateway.end('SIGKILL');
    for (const name of gone) rmSync(join(gateway.data, name));
    disk.fill();
    const started = await startGateway({ data: gateway.data }).catch((error: unknown) => String(error));
    if (typeof started === 'string') expect(started).toContain('there is no room on the disk');
    else await started.end('SIGKILL');
    disk.makeRoom();
    gateway = await startGateway({ data: gateway.data });
    const again = await openConsole(gateway.url, 'intake');
    await has(again, acknowledged);
    expect(await create(again, entityId, id)).toMatchObject({ ok: true });
    again.close();
  });
});
