import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginAnswerSchema } from '#shared/protocol/http.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { startChild } from '../../support/child.ts';
import { deviceOf, type LoginBody, openRaw, post, signIn } from './clients.ts';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  await gateway.end();
  removeFolder(gateway.data);
});

const login = (username: string, password: string, more = {}) =>
  post(gateway.url, '/auth/login', { username, password, ...more });

/** What the handshake is refused with. */
async function refusal(namespace: '/console' | '/terminal', auth: unknown): Promise<string | undefined> {
  return (await refusedWith(namespace, auth))?.code;
}
async function refusedWith(namespace: '/console' | '/terminal', auth: unknown) {
  const client = openRaw(gateway.url, namespace, auth);
  const error = await client.hears<Error & { data?: { code?: string; versions?: number[] } }>('connect_error');
  client.close();
  return error.data;
}

describe('sign-in', () => {
  it('[GW10] lets an operator in with the right password and says who it is', async () => {
    const response = await login('lead', 'demo');
    expect(response.status).toBe(200);
    const body = loginAnswerSchema.parse(await response.json());
    expect(body.user).toMatchObject({ id: 'lead', roles: ['shift-lead'] });
    expect(body.expiresIn).toBe(600);
  });

  it('[GW10] refuses a wrong password and an unknown name alike', async () => {
    const [wrong, unknown] = await Promise.all([login('admin', 'wrong'), login('nobody', 'wrong')]);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  it('[GW11] makes guessing wait after a few failures, for that account only', async () => {
    const tries: number[] = [];
    for (let i = 0; i < 5; i += 1) tries.push((await login('wall', 'guess')).status);
    expect(tries.slice(0, 3)).toEqual([401, 401, 401]);
    expect(tries[4]).toBe(429);
    expect((await login('wall', 'demo')).status).toBe(429);
    expect((await login('dispatcher', 'demo')).status).toBe(200);
  });

  it('[GW11] gives guesses that are sent side by side no more tries than one after another', async () => {
    const tries = await Promise.all(Array.from({ length: 10 }, () => login('verifier', 'guess')));
    expect(tries.filter((answer) => answer.status === 401)).toHaveLength(3);
    expect(tries.filter((answer) => answer.status === 429)).toHaveLength(7);
  });

  it('[GW12] asks a worker for its device and opens only its own namespace with it', async () => {
    expect((await login('w00001', 'demo')).status).toBe(400);
    const worker = await signIn(gateway.url, 'w00001');
    const operator = await signIn(gateway.url, 'intake');
    const auth = { protocol: 1, token: worker.accessToken };
    expect(await refusal('/console', { ...auth, consoleId: 'c' })).toBe('forbidden');
    expect(await refusal('/terminal', { ...auth, device: deviceOf('w00002') })).toBe('forbidden');
    expect(await refusal('/terminal', { protocol: 1, token: operator.accessToken, device: deviceOf('w00001') })).toBe(
      'forbidden',
    );
  });

  it('[GW13] refuses handshakes of other versions, forged and missing tokens', async () => {
    const { accessToken } = await signIn(gateway.url, 'lead');
    expect(await refusal('/console', { protocol: 2, token: accessToken, consoleId: 'c' })).toBe('invalid');
    expect(await refusal('/console', {})).toBe('invalid');
    expect(await refusal('/console', { protocol: 1, token: `${accessToken}x`, consoleId: 'c' })).toBe('unauthorized');
    const [head, , tail] = accessToken.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'admin', sid: 'x', kind: 'operator', iss: 'street-gateway' }));
    const forged = [head, claims.toString('base64url'), tail].join('.');
    expect(await refusal('/console', { protocol: 1, token: forged, consoleId: 'c' })).toBe('unauthorized');
  });

  it('[GW71] says which versions it speaks to whoever speaks another', async () => {
    const { accessToken } = await signIn(gateway.url, 'lead');
    const other = { protocol: 2, token: accessToken };
    expect(await refusedWith('/console', { ...other, consoleId: 'c' })).toMatchObject({
      code: 'invalid',
      versions: [1],
    });
    const device = deviceOf('w00002');
    expect(await refusedWith('/terminal', { ...other, device })).toMatchObject({ code: 'invalid', versions: [1] });
    expect(await refusedWith('/console', { protocol: 1, token: 'x', consoleId: 'c' })).not.toHaveProperty('versions');
  });

  it('[GW14] rotates refresh tokens and forgives a lost answer', async () => {
    const first = await signIn(gateway.url, 'lead');
    const second = (await (await post(gateway.url, '/auth/refresh', first)).json()) as LoginBody;
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const lost = await post(gateway.url, '/auth/refresh', { refreshToken: first.refreshToken });
    expect(lost.status).toBe(200);
    const third = (await lost.json()) as LoginBody;
    const chain = await post(gateway.url, '/auth/refresh', { refreshToken: third.refreshToken });
    expect(chain.status).toBe(200);
    expect((await post(gateway.url, '/auth/refresh', { refreshToken: first.refreshToken })).status).toBe(401);
    expect((await post(gateway.url, '/auth/refresh', { refreshToken: 'x.y' })).status).toBe(401);
  });

  it('[GW15] ends a sign-in at once: its tokens, its refresh and its sockets', async () => {
    const body = await signIn(gateway.url, 'w00005');
    const auth = { protocol: 1, token: body.accessToken, device: deviceOf('w00005') };
    const terminal = openRaw(gateway.url, '/terminal', auth);
    await terminal.hears('welcome');
    const admin = await signIn(gateway.url, 'admin');
    const revoked = await post(
      gateway.url,
      '/auth/revoke',
      { username: 'w00005', deviceId: deviceOf('w00005').id },
      admin.accessToken,
    );
    expect(await revoked.json()).toEqual({ revoked: 1 });
    await terminal.hears('disconnect');
    expect(await refusal('/terminal', auth)).toBe('unauthorized');
    expect((await post(gateway.url, '/auth/refresh', body)).status).toBe(401);
  });

  it('[GW15] lets only an admin revoke and make accounts', async () => {
    const lead = await signIn(gateway.url, 'lead');
    expect((await post(gateway.url, '/auth/revoke', { username: 'intake' }, lead.accessToken)).status).toBe(403);
    expect((await post(gateway.url, '/auth/accounts', {}, lead.accessToken)).status).toBe(403);
    expect((await post(gateway.url, '/auth/accounts', {})).status).toBe(403);
  });
});

describe('a centre that is no demo', () => {
  it('[GW16] refuses the demo accounts and lets the first admin in once, by the code it prints', async () => {
    const data = mkdtempSync(join(tmpdir(), 'street-real-'));
    const child = await startChild(resolve('gateway/main.ts'), ['--port', '0', '--data', data], 'listening');
    const url = `http://127.0.0.1:${Number(child.ready.port)}`;
    try {
      expect((await post(url, '/auth/login', { username: 'lead', password: 'demo' })).status).toBe(401);
      const [, code] = /with the code (\S+)/.exec(child.output()) ?? [];
      const first = { username: 'chief', password: 'a long password' };
      expect((await post(url, '/auth/setup', { ...first, code: 'wrong' })).status).toBe(403);
      expect((await post(url, '/auth/setup', { ...first, code: '码'.repeat(code?.length ?? 0) })).status).toBe(403);
      expect((await post(url, '/auth/setup', { ...first, code })).status).toBe(201);
      expect((await post(url, '/auth/setup', { ...first, code })).status).toBe(403);
      const { accessToken } = (await (await post(url, '/auth/login', first)).json()) as LoginBody;
      const desk = {
        username: 'zhang',
        name: '张三',
        kind: 'operator',
        roles: ['intake'],
        password: 'another password',
      };
      expect((await post(url, '/auth/accounts', desk, accessToken)).status).toBe(201);
      expect((await post(url, '/auth/login', { username: 'zhang', password: 'another password' })).status).toBe(200);
    } finally {
      await child.end();
      removeFolder(data);
    }
  });

  it('[GW16] refuses demo accounts that a data folder still holds', async () => {
    const demo = await startGateway();
    const { refreshToken } = await signIn(demo.url, 'lead');
    await demo.end();
    const child = await startChild(resolve('gateway/main.ts'), ['--port', '0', '--data', demo.data], 'listening');
    try {
      const url = `http://127.0.0.1:${Number(child.ready.port)}`;
      expect((await post(url, '/auth/login', { username: 'lead', password: 'demo' })).status).toBe(403);
      expect((await post(url, '/auth/refresh', { refreshToken })).status).toBe(401);
      expect(child.output()).toMatch(/with the code \S+/);
    } finally {
      await child.end();
      removeFolder(demo.data);
    }
  });
});
