import type { Socket as Line } from 'node:net';
import type { Namespace, Socket } from 'socket.io';
import { LIMITS } from '../limits.ts';

/**
 * The radio's way to many listeners: one Socket.IO message is put into WebSocket frames once, and the same bytes are handed to each
 * connection. By way of Socket.IO's own broadcast a copy costs two writes and four times the time, and `volatile` drops all but the first
 * of frames that arrive together, as they do behind a jittery link. What waits for a slow listener is bounded instead: late voice is worthless.
 */
const TEXT = 0x81;
const BINARY = 0x82;

/** Frames that may wait for one who polls: half a second. */
const MOST_WAITING = 25;

/** What became of a frame at one listener. */
type Sent = 'sent' | 'late' | 'gone';

/** One message for many: its bytes, and what it is, for those who have no line to take them. */
export interface Said {
  bytes: Buffer;
  /** who is not to hear it */
  exceptSocketId?: string;
  what: { voice: Uint8Array } | { event: string; payload: object };
}

export class VoiceOut {
  /** the message that announces the binary attachment, as WebSocket bytes */
  readonly #head: Buffer;
  readonly #nsp: Namespace;
  /** kept between frames: there are fifty a second of each talk */
  readonly #done = new Set<string>();
  /** frames that wait in connections without a line of their own */
  readonly #waiting = new WeakMap<Socket['conn'], number>();
  /** lines that hold back what they are given until the frames that have come already are all through: one write instead of several */
  #held: Line[] = [];

  constructor(nsp: Namespace) {
    this.#nsp = nsp;
    this.#head = textMessage(`451-${nsp.name},["voice",{"_placeholder":true,"num":0}]`);
  }

  /** The connections in a room. */
  members(room: string): ReadonlySet<string> {
    return this.#nsp.adapter.rooms.get(room) ?? NOBODY;
  }

  voice(frame: Uint8Array, exceptSocketId?: string): Said {
    const bytes = Buffer.concat([this.#head, webSocketHeader(BINARY, frame.byteLength), frame]);
    return { bytes, exceptSocketId, what: { voice: frame } };
  }

  event(event: string, payload: object, exceptSocketId?: string): Said {
    const bytes = textMessage(`42${this.#nsp.name},${JSON.stringify([event, payload])}`);
    return { bytes, exceptSocketId, what: { event, payload } };
  }

  /** Sends a frame to everybody in the rooms but one connection; answers to how many it was late. */
  send(rooms: readonly string[], frame: Uint8Array, exceptSocketId: string): number {
    const said = [this.voice(frame)];
    const seen = this.#done;
    seen.clear();
    seen.add(exceptSocketId);
    let late = 0;
    for (const room of rooms) {
      for (const id of this.members(room)) {
        if (seen.has(id)) continue;
        seen.add(id);
        late += this.give(id, said);
      }
    }
    return late;
  }

  /**
   * Says something to one connection.
   * @param bytes of all that is said, where they were put together for others already
   * @returns how many frames of voice were left out because they would have been late
   */
  give(socketId: string, said: readonly Said[], bytes = bytesOf(said)): number {
    const socket = this.#nsp.sockets.get(socketId);
    if (!socket || said.length === 0) return 0;
    const sent = this.#write(socket, bytes);
    if (sent === 'sent' || sent === 'gone') return 0;
    let late = 0;
    for (const { what } of said) {
      if ('event' in what) socket.emit(what.event, what.payload);
      else if (sent === 'late' || !this.#emitVoice(socket, what.voice)) late += 1;
    }
    return late;
  }

  /** `no-line`: the connection takes no bytes; `late`: so much waits in it that voice would be. */
  #write({ conn }: Socket, bytes: Buffer): Sent | 'no-line' {
    if (conn.readyState !== 'open') return 'gone';
    // A connection that began with polling has another TCP socket than its first request's.
    if (conn.transport.name !== 'websocket' || conn.upgraded) return 'no-line';
    const line = conn.request.socket;
    if (!line.writable) return 'gone';
    if (line.writableLength > LIMITS.voiceBacklogBytes) return 'late';
    if (line.writableCorked === 0) this.#hold(line);
    line.write(bytes);
    return 'sent';
  }

  /** The usual way, for whoever began with polling; frames are counted until the connection has got rid of them. */
  #emitVoice(socket: Socket, frame: Uint8Array): boolean {
    const { conn } = socket;
    const waiting = this.#waiting.get(conn);
    if (waiting === undefined) conn.on('drain', () => this.#waiting.set(conn, 0));
    if (waiting !== undefined && waiting >= MOST_WAITING) return false;
    this.#waiting.set(conn, (waiting ?? 0) + 1);
    socket.emit('voice', frame);
    return true;
  }

  #hold(line: Line): void {
    line.cork();
    this.#held.push(line);
    if (this.#held.length > 1) return;
    setImmediate(() => {
      const held = this.#held;
      this.#held = [];
      for (const one of held) one.uncork();
    });
  }
}

const NOBODY: ReadonlySet<string> = new Set();

export function bytesOf(said: readonly Said[]): Buffer {
  const [only] = said;
  return only && said.length === 1 ? only.bytes : Buffer.concat(said.map(({ bytes }) => bytes));
}

function textMessage(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([webSocketHeader(TEXT, bytes.length), bytes]);
}

/** Header of an unmasked WebSocket frame, whole in one piece (RFC 6455 §5.2). */
function webSocketHeader(kind: number, length: number): Buffer {
  if (length < 126) return Buffer.from([kind, length]);
  return Buffer.from([kind, 126, length >> 8, length & 255]);
}
