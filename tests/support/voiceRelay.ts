import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io } from 'socket.io-client';

/** What happens to frames of voice on their way from the centre; everything else passes as it is. */
export interface VoiceRelay {
  url: string;
  /** of frames, 0…1 */
  loss: number;
  /** a frame is held up by up to so many ms more than another */
  jitterMs: number;
  /** frames that came by, and those that were lost */
  frames: number;
  lost: number;
  close(): Promise<void>;
}

/**
 * A line between a gateway and its clients that loses and holds up frames of voice, as radio does. It speaks Socket.IO on both sides,
 * since one lost byte of a WebSocket would end the whole connection. Which frames are lost is the same in each run.
 */
export async function openVoiceRelay(gateway: string): Promise<VoiceRelay> {
  const http = createServer((request, response) => passOn(gateway, request, response));
  const server = new Server(http, { perMessageDeflate: false });
  const dice = new Dice();
  const relay: VoiceRelay = {
    url: '',
    loss: 0,
    jitterMs: 0,
    frames: 0,
    lost: 0,
    async close() {
      await server.close();
    },
  };
  const toClient = (client: Socket, frame: unknown): void => {
    relay.frames += 1;
    if (dice.roll() < relay.loss) return void (relay.lost += 1);
    if (relay.jitterMs === 0) return void client.emit('voice', frame);
    setTimeout(() => client.emit('voice', frame), dice.roll() * relay.jitterMs);
  };
  for (const namespace of ['/terminal', '/console']) {
    server.of(namespace).on('connection', (client) => join(client, `${gateway}${namespace}`, toClient));
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  relay.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return relay;
}

/** Joins a client to the gateway as if it were connected there, events and acknowledgements both ways. */
function join(client: Socket, url: string, toClient: (client: Socket, frame: unknown) => void): void {
  const centre = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: client.handshake.auth,
  });
  centre.onAny((event: string, ...said: unknown[]) => {
    if (event === 'voice') toClient(client, said[0]);
    else client.emit(event, ...said);
  });
  client.onAny((event: string, ...said: unknown[]) => centre.emit(event, ...said));
  centre.on('disconnect', () => client.disconnect(true));
  centre.on('connect_error', () => client.disconnect(true));
  client.on('disconnect', () => centre.disconnect());
}

/** Plain HTTP: the page, signing in, files. */
function passOn(gateway: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = '/' } = request;
  if (url.startsWith('/socket.io')) return;
  const onward = httpRequest(new URL(url, gateway), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

/** Numbers in 0…1 that are the same in each run. */
class Dice {
  #state = 20_261_127;

  roll(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}
