import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthSchema, httpRefusalSchema, mediaAnswerSchema } from '#shared/protocol/http.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, CENTRE, newId, openConsole, openTerminal, post, signIn } from './clients.ts';

let gateway: Gateway;
let token: string;

beforeAll(async () => {
  gateway = await startGateway();
  token = (await signIn(gateway.url, 'w00001')).accessToken;
});
afterAll(async () => {
  await gateway.end();
  removeFolder(gateway.data);
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
function put(id: string, body: Buffer, headers: Record<string, string>, bearer = token): Promise<Response> {
  return fetch(`${gateway.url}/media/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'image/jpeg', ...headers },
    body: new Uint8Array(body),
  });
}

describe('media', () => {
  it('[GW30] keeps a file whose digest is right and gives the same bytes back to whoever holds a token', async () => {
    const [id, bytes] = [newId(), randomBytes(200_000)];
    const answer = mediaAnswerSchema.parse(await (await put(id, bytes, { 'x-sha256': sha256(bytes) })).json());
    expect(answer).toEqual({ id, size: bytes.length, complete: true });
    const read = await fetch(`${gateway.url}/media/${id}`, { headers: { authorization: `Bearer ${token}` } });
    expect(read.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await fetch(`${gateway.url}/media/${id}`)).status).toBe(401);
  });

  it('[GW31] resumes where an upload broke off', async () => {
    const [id, bytes] = [newId(), randomBytes(100_000)];
    const headers = { 'x-sha256': sha256(bytes) };
    const part = (first: number, last: number) =>
      put(id, bytes.subarray(first, last + 1), { ...headers, 'content-range': `bytes ${first}-${last}/100000` });
    expect(await (await part(0, 39_999)).json()).toEqual({ id, size: 40_000, complete: false });
    const asked = await put(id, Buffer.alloc(0), { ...headers, 'content-range': 'bytes */100000' });
    expect(await asked.json()).toEqual({ id, size: 40_000, complete: false });
    expect((await part(50_000, 99_999)).status).toBe(409);
    expect(await (await part(40_000, 99_999)).json()).toEqual({ id, size: 100_000, complete: true });
    expect(await (await part(40_000, 99_999)).json()).toEqual({ id, size: 100_000, complete: true });
  });

  it('[GW32] refuses a wrong digest and lets the upload be made again', async () => {
    const [id, bytes] = [newId(), randomBytes(5000)];
    const wrong = await put(id, bytes, { 'x-sha256': sha256(randomBytes(8)) });
    expect(wrong.status).toBe(422);
    expect(httpRefusalSchema.parse(await wrong.json()).code).toBe('invalid');
    const read = await fetch(`${gateway.url}/media/${id}`, { headers: { authorization: `Bearer ${token}` } });
    expect(read.status).toBe(404);
    const again = newId();
    expect((await put(again, bytes, { 'x-sha256': sha256(bytes) })).status).toBe(200);
  });

  it('[GW33] refuses files that are too large, of other kinds, of other people or without a token', async () => {
    const bytes = randomBytes(1000);
    const headers = { 'x-sha256': sha256(bytes) };
    const large = await put(newId(), bytes, { ...headers, 'content-range': 'bytes 0-999/60000000' });
    expect(large.status).toBe(400);
    expect((await put(newId(), bytes, { ...headers, 'content-type': 'text/html' })).status).toBe(400);
    expect((await put('../../etc/passwd', bytes, headers)).status).toBeGreaterThanOrEqual(400);
    expect((await put(newId(), bytes, headers, 'nonsense')).status).toBe(401);
    const id = newId();
    await put(id, bytes.subarray(0, 10), { ...headers, 'content-range': 'bytes 0-9/1000' });
    const other = (await signIn(gateway.url, 'w00002')).accessToken;
    expect((await put(id, bytes, headers, other)).status).toBe(403);
  });
});

describe('health and figures', () => {
  it('[GW34] tells that it lives, that it can write, and its figures', async () => {
    expect(healthSchema.parse(await (await fetch(`${gateway.url}/health`)).json()).ok).toBe(true);
    expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
    const figures = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(figures).toContain('street_log_seq');
    expect(figures).toContain('nodejs_eventloop_lag_seconds');
  });

  it('[GW35] answers every refused request as {code, message}', async () => {
    const unknown = await fetch(`${gateway.url}/nowhere`);
    expect(unknown.status).toBe(404);
    expect(httpRefusalSchema.parse(await unknown.json()).code).toBe('not-found');
    const broken = await fetch(`${gateway.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":',
    });
    expect(broken.status).toBe(400);
    expect(httpRefusalSchema.parse(await broken.json()).code).toBe('invalid');
    const huge = await post(gateway.url, '/auth/login', { username: 'lead', password: 'x'.repeat(200_000) });
    expect(huge.status).toBe(413);
  });
});

describe('public intake and simple phones', () => {
  it('[GW36] opens a case from a GeoReport v2 request, hides the contact and tells its state', async () => {
    const services = (await (await fetch(`${gateway.url}/open311/v2/services.json`)).json()) as {
      service_code: string;
    }[];
    expect(services).toHaveLength(146);
    const form = new URLSearchParams({
      service_code: services[0]?.service_code ?? '',
      lat: `${CENTRE.lat}`,
      long: `${CENTRE.lon}`,
      description: '路灯不亮',
      last_name: '张三丰',
      phone: '13812345678',
    });
    const sent = await fetch(`${gateway.url}/open311/v2/requests.json`, { method: 'POST', body: form });
    expect(sent.status).toBe(201);
    const [{ service_request_id: id } = { service_request_id: '' }] = (await sent.json()) as {
      service_request_id: string;
    }[];
    const told = await (await fetch(`${gateway.url}/open311/v2/requests/${id}.json`)).text();
    expect(JSON.parse(told)).toMatchObject([{ service_request_id: id, status: 'open' }]);
    expect(told).not.toContain('13812345678');
    const worker = await openTerminal(gateway.url, 'w00003');
    const report = aReport();
    expect((await worker.ask('report', report)).ok).toBe(true);
    expect((await fetch(`${gateway.url}/open311/v2/requests/${report.id}.json`)).status).toBe(404);
    worker.close();

    const intake = await openConsole(gateway.url, 'intake');
    const { rows } = await intake.ask('query', { kind: 'cases', text: '路灯不亮' });
    expect(rows).toMatchObject([{ id, source: 'open311', contact: { name: '张**', phone: '138****5678' } }]);
    const revealed = await intake.op('contact.reveal', { reason: '回访' }, { entityId: id });
    expect(revealed).toMatchObject({ ok: true, result: { contact: { name: '张三丰', phone: '13812345678' } } });
    intake.close();
  });

  it('[GW37] takes positions of OsmAnd phones that know their key, and of no others', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const { id } = (await (await fetch(`${gateway.url}/positions/osmand/id`, { headers })).json()) as { id: string };
    const at = (device: string) =>
      `${gateway.url}/positions/osmand?id=${device}&lat=${CENTRE.lat}&lon=${CENTRE.lon}&timestamp=${Math.floor(Date.now() / 1000)}&speed=3`;
    expect((await fetch(at(id))).status).toBe(200);
    expect((await fetch(at(id), { method: 'POST' })).status).toBe(200);
    expect((await fetch(at('w00001.000000000000000000000000'))).status).toBe(401);
    expect((await fetch(at(`w00001.${'%C3%A9'.repeat(24)}`))).status).toBe(401);
    expect((await fetch(at(id).replace(`lat=${CENTRE.lat}`, 'lat=999'))).status).toBe(400);
  });
});
