/**
 * A process whose second threads are ended while they load SQLite, thirty times, each at another moment. It ends with 0, or is
 * aborted by native code.
 */
import { once } from 'node:events';
import pino from 'pino';
import { CareThread } from '../../../electron/station/care/careThread.ts';

const THREAD = `
import { BroadcastChannel, parentPort } from 'node:worker_threads';
import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
const about = new BroadcastChannel('about');
about.postMessage(null);
new Database(':memory:').close();
parentPort.postMessage('up');
parentPort.on('message', () => undefined);
`;
const entry = new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`);
const about = new BroadcastChannel('about');

for (let round = 0; round < 30; round += 1) {
  const thread = new CareThread(entry, '', pino({ level: 'silent' }));
  const left = thread.do({ job: 'check', file: '' }).catch(() => undefined);
  await once(about, 'message');
  const moment = performance.now() + round * 0.1;
  while (performance.now() < moment);
  await thread.end();
  await left;
}
about.close();
