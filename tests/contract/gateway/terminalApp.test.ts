import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTerminalAppRoutes } from '../../../gateway/http/terminalApp.ts';
import { createLogger } from '../../../gateway/logger.ts';
import { freshFolder, removeFolder } from '../../support/centre.ts';

/** The page of the terminal as the gateway hands it out: its own files, by their exact names. */
const root = freshFolder('page');
const page = join(root, 'terminal');
let app: FastifyInstance;
let port = 0;

async function serve(folder: string | null): Promise<FastifyInstance> {
  const made = Fastify({ forceCloseConnections: true });
  addTerminalAppRoutes(made, folder, createLogger('silent'));
  await made.listen({ host: '127.0.0.1', port: 0 });
  return made;
}
const portOf = (made: FastifyInstance): number => {
  const address = made.server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
};
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: 'manual' });

/** A path as no browser would send it: `fetch` tidies dots away. */
function rawStatus(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
  });
}

beforeAll(async () => {
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.json'), '{"secret":true}');
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>terminal</title>');
  writeFileSync(join(page, 'sw.js'), '1;');
  writeFileSync(join(page, 'notes.txt'), 'of no known type');
  writeFileSync(join(page, 'assets/index-abc.js'), '2;');
  app = await serve(page);
  port = portOf(app);
});
afterAll(async () => {
  await app.close();
  removeFolder(root);
});

describe('the page of the terminal', () => {
  it('[GW95] is served under /terminal/ with a policy that allows nothing inline and nothing from elsewhere', async () => {
    expect((await get('/terminal')).headers.get('location')).toBe('/terminal/');
    const response = await get('/terminal/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('[GW95] is asked for again each time, but for files that are named by their content', async () => {
    const response = await get('/terminal/');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/terminal/', { 'if-none-match': response.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await get('/terminal/sw.js')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/terminal/assets/index-abc.js')).headers.get('cache-control')).toMatch(/immutable/);
  });

  it('[GW95] is nothing but its own files, whatever path is asked for', async () => {
    const paths = [
      '../secret.json',
      '..%2fsecret.json',
      '%2e%2e/secret.json',
      'assets/../../secret.json',
      '..\\secret.json',
    ];
    for (const path of [
      ...paths,
      '/etc/passwd',
      '//etc/passwd',
      'assets',
      'assets/',
      'notes.txt',
      '__proto__',
      '%00',
    ]) {
      expect(await rawStatus(`/terminal/${path}`), path).toMatch(/ 40[04] /);
    }
    expect(await rawStatus('/terminal/%E0%A4%A')).toMatch(/ 400 /);
  });

  it('[GW95] is refused in words as long as it was not built, and served as soon as it is', async () => {
    const later = join(root, 'later');
    const made = await serve(later);
    const url = `http://127.0.0.1:${portOf(made)}/terminal/`;
    const refused = await fetch(url);
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ code: 'not-found', message: expect.stringContaining('尚未构建') });
    mkdirSync(later);
    writeFileSync(join(later, 'index.html'), 'built');
    expect(await (await fetch(url)).text()).toBe('built');
    await made.close();
  });
});
