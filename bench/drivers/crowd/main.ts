import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import { keyFor, loadSecret } from '../../../gateway/auth/secrets.ts';
import { Tokens } from '../../../gateway/auth/tokens.ts';
import { readDistrict } from '../../world/cases.ts';

/**
 * As many terminals as asked for, in one process. They acknowledge commands; a line on stdin makes them say something:
 * `accept ID` a receipt each, `duty` that they are on duty, `positions N` N positions a second between them until `quiet`.
 * With a data folder they are signed in by tokens made with its secret: sixteen thousand passwords would take minutes.
 */
const [url = '', count = '0', dataFolder] = process.argv.slice(2);
const AT_ONCE = 50;
const say = (event: string) => process.stdout.write(`${JSON.stringify({ event })}\n`);
const tokens = dataFolder ? new Tokens(keyFor(loadSecret(dataFolder), 'access tokens')) : null;
const { workers, places } = readDistrict();
const sockets: Socket[] = [];

async function connect(index: number): Promise<void> {
  const workerId = workers[index]?.id ?? '';
  const device = { id: `bench-${workerId}`, model: 'bench', app: 'bench' };
  const claims = { sub: workerId, sid: `bench-${workerId}`, kind: 'worker', did: device.id } as const;
  const token = tokens ? await tokens.sign(claims, Date.now()) : '';
  const auth = { protocol: 1, token, device, workerId };
  const socket = io(`${url}/terminal`, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  sockets[index] = socket;
  socket.on('command', (_: unknown, ack?: (answer: unknown) => void) => ack?.({ ok: true }));
  await new Promise<void>((resolve, reject) => {
    socket.once(tokens ? 'welcome' : 'connect', resolve);
    socket.once('connect_error', reject);
  });
}

async function connectAll(): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < Number(count)) await connect(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function tellAll(event: string, payload: object): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.emitWithAck(event, payload)));
}

let walking: NodeJS.Timeout | undefined;
/** A tenth of a second's positions every tenth of a second, by the terminals in turn. */
function walk(perSecond: number): void {
  let at = 0;
  walking = setInterval(() => {
    for (let n = 0; n < perSecond / 10; n += 1, at += 1) {
      const { lon, lat } = places[at % 1000] ?? { lon: 0, lat: 0 };
      sockets[at % sockets.length]?.emit('position', { t: Date.now(), lon: lon + (at % 100) * 1e-6, lat });
    }
  }, 100);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word, argument = ''] = line.split(' ');
  if (word === 'accept') void tellAll('receipt', { commandId: argument, state: 'accepted', at: Date.now() });
  if (word === 'duty') void tellAll('duty', { on: true, at: Date.now() }).then(() => say('on-duty'));
  if (word === 'positions') walk(Number(argument));
  if (word === 'quiet') clearInterval(walking);
});
process.once('SIGTERM', () => process.exit(0));
await connectAll();
say('connected');
