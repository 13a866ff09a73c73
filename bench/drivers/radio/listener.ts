import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A terminal that only listens, spoken to by hand: WebSocket, Engine.IO and Socket.IO as far as a listener needs them. A thousand of the usual
 * clients would need more than a core for 50,000 frames a second, and what is measured would be them.
 */
const TEXT = 1;
const BINARY = 2;

/**
 * Connects; resolves with what is heard first after the handshake: `welcome` of a gateway, else nothing.
 * @param hear null: what comes after that is read from the line and not looked at, but for pings
 */
export function listen(
  url: string,
  auth: object,
  waits: boolean,
  hear: ((frame: Buffer) => void) | null,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      'sec-websocket-key': randomBytes(16).toString('base64'),
    };
    const asking = request(`${url}/socket.io/?EIO=4&transport=websocket`, { headers });
    asking.on('error', reject);
    asking.on('response', ({ statusCode }) => reject(new Error(`no WebSocket: ${statusCode ?? 0}`)));
    asking.on('upgrade', (_, socket: Socket, head: Buffer) => {
      socket.setNoDelay(true);
      const onText = (text: string) => {
        if (text.startsWith('0')) send(socket, `40/terminal,${JSON.stringify(auth)}`);
        else if (text === '2') send(socket, '3');
        else if (text.startsWith('44')) reject(new Error(text));
        else if (text.startsWith('40') && !waits) resolve(undefined);
        else if (text.startsWith('42/terminal,["welcome",')) {
          if (!hear) drain(socket);
          resolve((JSON.parse(text.slice('42/terminal,'.length)) as unknown[])[1]);
        }
      };
      read(socket, head, onText, hear ?? (() => undefined));
    });
    asking.end();
  });
}

/** Takes the stream apart into the server's frames, which are neither masked nor in pieces. */
function read(socket: Socket, head: Buffer, onText: (text: string) => void, onBinary: (bytes: Buffer) => void): void {
  let rest = head;
  const take = (chunk: Buffer) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (;;) {
      const short = (bytes[1] ?? 0) & 127;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length < header) break;
      const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
      if (bytes.length < header + length) break;
      const kind = (bytes[0] ?? 0) & 15;
      const body = bytes.subarray(header, header + length);
      if (kind === BINARY) onBinary(body);
      // The text that goes before each frame of voice says nothing new.
      else if (kind === TEXT && body[1] !== 0x35) onText(body.toString());
      bytes = bytes.subarray(header + length);
    }
    rest = bytes;
  };
  socket.on('data', take);
  socket.on('error', () => undefined);
  if (head.length > 0) {
    rest = Buffer.alloc(0);
    take(head);
  }
}

const PING = Buffer.from([0x81, 1, 0x32]);

/** A ping comes alone, or at one end of what else has come. */
function drain(socket: Socket): void {
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    const [first, last] = [chunk.subarray(0, PING.length), chunk.subarray(-PING.length)];
    if (first.equals(PING) || last.equals(PING)) send(socket, '3');
  });
}

function send(socket: Socket, text: string): void {
  const body = Buffer.from(text);
  const mask = randomBytes(4);
  const header =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length])
      : Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 255]);
  for (let i = 0; i < body.length; i += 1) body[i] = (body[i] ?? 0) ^ (mask[i % 4] ?? 0);
  socket.write(Buffer.concat([header, mask, body]));
}
