import type { MessagePortMain } from 'electron';
import { type FromStation, toStationSchema } from '#shared/contract/control.ts';
import { noteFailedStart } from './db/guard.ts';
import { askOutside } from './outside.ts';
import type { Port } from './port.ts';
import { createStation, type Station } from './station.ts';
import { steadyClock } from './steadyClock.ts';

/** The edge: Electron's utility process around the station. */
const { parentPort } = process;
let station: Station | null = null;
/** main starts another station when this one ends with any code */
const RESTART_CODE = 75;
/** lets a message reach main before the process is gone */
const LAST_WORDS_MS = 100;

function say(message: FromStation): void {
  parentPort.postMessage(message);
}

function portOf(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

parentPort.on('message', (event) => {
  const parsed = toStationSchema.safeParse(event.data);
  if (!parsed.success) return;
  const message = parsed.data;
  if (message.type === 'start') {
    try {
      station ??= createStation(message.config, {
        now: Date.now,
        monotonic: steadyClock(),
        random: Math.random,
        fetch: askOutside,
        restart: () => process.exit(RESTART_CODE),
        streamsAt: (origins, gateway) => say({ type: 'streams', origins, gateway }),
        keepSession: (session) => say({ type: 'session', session }),
        caretaker: new URL('./caretaker.js', import.meta.url),
        importReader: new URL('./importReader.js', import.meta.url),
      });
      say({ type: 'ready' });
    } catch (error) {
      noteFailedStart(message.config.home, error);
      // Main starts another after a pause that grows; by then the damage may be mended, or there is room.
      setTimeout(() => process.exit(RESTART_CODE), LAST_WORDS_MS);
      say({ type: 'failed', reason: 'station-failed', detail: error instanceof Error ? error.message : String(error) });
    }
    return;
  }
  if (!station) return;
  if (message.type === 'window') {
    const port = event.ports[0];
    if (port) station.addWindow(message.windowId, message.kind, portOf(port));
  } else if (message.type === 'gateway') station.setGateway(message.url);
  else if (message.type === 'undo-seconds') station.setUndoSeconds(message.seconds);
  else if (message.type === 'talk-key') station.toggleTalk();
  else if (message.type === 'power') station.power(message.state);
  else if (message.type === 'token') void station.token().then((token) => say({ type: 'token', token }));
  else if (message.type === 'tell') say({ type: 'status', status: station.status() });
  else void station.stop().finally(() => say({ type: 'stopped' }));
});

process.on('uncaughtException', (error) => {
  if (!station) throw error;
  station.failed(error);
  // One broken answer must not take the desk down; what it was is in the log.
  station.log.fatal({ err: error }, 'an uncaught error');
});
process.on('unhandledRejection', (error) => {
  station?.failed(error);
  station?.log.fatal({ err: error }, 'an unhandled rejection');
});
