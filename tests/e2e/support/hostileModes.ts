import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { encodeFleetFrame, type FleetRecord } from '../../../shared/protocol/fleetFrame.ts';
import type { Mode } from './hostileGateway.ts';

const json =
  (status: number, body: string, type = 'application/json') =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

const PAGE = '<!doctype html><title>nginx</title><h1>Welcome</h1>';
const AWAY = '连不上中心';
const STRANGE = '中心的回答无法理解';

/** Answers to a sign-in, and what the operator reads then. */
export const LOGINS: readonly [name: string, answer: (response: ServerResponse) => void, words: string][] = [
  ['closes', (response) => void response.destroy(), AWAY],
  ['500', json(500, '{"code":"unavailable","message":""}'), AWAY],
  ['a page', json(200, PAGE, 'text/html'), STRANGE],
  ['a page that is not there', json(404, PAGE, 'text/html'), STRANGE],
  ['no JSON', json(200, '{"accessToken":'), STRANGE],
  ['other JSON', json(200, '[[[]]]'), STRANGE],
  ['wrong fields', json(200, '{"accessToken":7,"refreshToken":"r","expiresIn":-1,"user":null}'), STRANGE],
  ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(), AWAY],
  ['without end', endless, STRANGE],
];

function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = `"${'x'.repeat(65_536)}`;
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more);
  };
  response.on('error', () => undefined);
  more();
}

const NONSENSE = '中心的数据无法理解';
const REFUSED = '中心拒绝连接';
const ALONE = '独立工作 自';
const nonsenseAtWelcome = (welcome: unknown): [Mode, string] => [{ welcome }, NONSENSE];

/** What a gateway does before the desk is live with it, and what the status strip says then. */
export const REFUSALS: Record<string, [Mode, string]> = {
  'closes at the upgrade': [{ upgrade: (socket) => socket.destroy() }, ALONE],
  'answers the upgrade with a page': [
    { upgrade: (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${PAGE.length}\r\n\r\n${PAGE}`) },
    ALONE,
  ],
  'speaks no HTTP': [{ upgrade: (socket) => socket.end(randomBytes(4096)) }, ALONE],
  'is of another version': [{ refuse: { code: 'invalid', message: 'protocol 2' } }, '版本不匹配'],
  'forbids this account': [{ refuse: { code: 'forbidden', message: '' } }, REFUSED],
  'refuses with a code nobody knows': [{ refuse: { code: 'x'.repeat(5000) } }, ALONE],
  'greets with a word': nonsenseAtWelcome('hello'),
  'greets with wrong fields': nonsenseAtWelcome({ serverTime: 'now', epoch: 1, seq: -1, user: {}, limits: [] }),
  'answers sync with nonsense': [{ answers: { sync: () => ({ ok: true, changes: [{ seq: 9 }], to: 'x' }) } }, NONSENSE],
  'answers sync with what stands still': [
    { answers: { sync: () => ({ ok: true, changes: [], to: 0, more: true }) } },
    NONSENSE,
  ],
  'closes at the sync': [{ answers: { sync: () => 'close' } }, ALONE],
  'has a log that is always gone': [{ answers: { sync: () => ({ ok: false, code: 'gone', message: '' }) } }, NONSENSE],
  'answers snapshots with nonsense': [{ epoch: 'epoch-2', answers: { snapshot: () => 'rows' } }, NONSENSE],
  'answers snapshots without end': [
    { epoch: 'epoch-2', answers: { snapshot: () => ({ ok: true, rows: [], next: 'a', seq: 0 }) } },
    NONSENSE,
  ],
  'closes at a snapshot': [{ epoch: 'epoch-2', answers: { snapshot: () => 'close' } }, ALONE],
};

const badRow = (n: number) => ({ seq: n, entity: 'case', id: uuidv7(), version: 1, op: 'put', value: { n } });
const badRows = (count: number) => Array.from({ length: count }, (_, n) => badRow(n + 1));
const ignored = () => undefined;

function fix(workerIndex: number, more: Partial<FleetRecord> = {}): FleetRecord {
  return { workerIndex, lon: 121.46, lat: 31.19, speed: 1, heading: 90, status: 3, t: Date.now(), ...more };
}

function garbageFrames(): Uint8Array[] {
  const wild = [
    fix(4_000_000_000),
    fix(1, { lat: 190 }),
    fix(2, { lon: -200 }),
    fix(3, { t: Date.now() + 2 ** 31 - 1 }),
  ];
  const endOfTime = encodeFleetFrame([fix(4)], Date.now());
  new DataView(endOfTime.buffer).setFloat64(8, Number.POSITIVE_INFINITY, true);
  const notANumber = encodeFleetFrame([fix(5)], Date.now());
  new DataView(notANumber.buffer).setFloat64(8, Number.NaN, true);
  const random = Array.from({ length: 200 }, (_, n) => new Uint8Array(randomBytes(n * 7)));
  const nearly = Array.from({ length: 50 }, () => {
    const frame = encodeFleetFrame(
      Array.from({ length: 100 }, (_, i) => fix(i)),
      Date.now(),
    );
    frame.set(randomBytes(frame.length - 16), 16);
    return frame;
  });
  return [encodeFleetFrame(wild, Date.now()), endOfTime, notANumber, ...random, ...nearly];
}

const flood = encodeFleetFrame(
  Array.from({ length: 1000 }, (_, i) => fix(i)),
  Date.now(),
);

/** What a gateway does once the desk is live: the desk stays live, or comes back to it by itself. */
export const MISCHIEF: Record<string, Mode['live']> = {
  'deltas that are none': (socket) => {
    for (const payload of [null, 7, 'delta', [], {}, { epoch: 'epoch-1', from: 1, to: -5, changes: 'x' }])
      socket.emit('delta', payload, ignored);
  },
  'a delta with a gap before it': (socket) => {
    socket.emit('delta', { epoch: 'epoch-1', from: 900, to: 901, changes: [] }, ignored);
  },
  'a delta of another epoch': (socket) => {
    socket.emit('delta', { epoch: 'epoch-9', from: 1, to: 1, changes: badRows(1) }, ignored);
  },
  'a delta out of order': (socket) => {
    socket.emit('delta', { epoch: 'epoch-1', from: 1, to: 3, changes: badRows(3).reverse() }, ignored);
  },
  'a huge delta of rows that fit no schema': (socket) => {
    socket.emit('delta', { epoch: 'epoch-1', from: 1, to: 20_000, changes: badRows(20_000) }, ignored);
  },
  'fleet frames of garbage': (socket) => {
    for (const frame of garbageFrames()) socket.emit('fleet', frame);
    socket.emit('fleet', 'not a frame');
    socket.emit('fleet', { version: 1 });
  },
  'a flood of frames, notices, cues and unknown events': (socket) => {
    for (let n = 0; n < 1500; n += 1) {
      socket.emit('fleet', flood);
      socket.emit('notice', { level: 'warning', code: `flood-${n}`, message: '洪水'.repeat(500) });
      socket.emit('notice', { level: 'loud' });
      socket.emit('wall:cue', { wallId: 'x', scene: 'nowhere', args: {} });
      socket.emit('welcome', 'again');
      socket.emit(`unknown-${n}`, { n });
    }
  },
};
