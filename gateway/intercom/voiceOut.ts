import type { Socket as Line } from 'node:net';
import type { Namespace, Socket } from 'socket.io';
import { LIMITS } from '../limits.ts';

/**
 * Voice to many listeners: one Socket.IO message is put into WebSocket frames once, and the same bytes are handed to each
 * connection. By way of Socket.IO's own broadcast a copy costs two writes and four times the time, and `volatile` drops all but the first
 * of frames that arrive together, as they do behind a jittery link. What waits for a slow listener is bounded instead: late voice is worthless.
 */
const TEXT = 0x81;
const BINARY = 0x82;

/** Frames that may wait for one who polls: half a second. */
const MOST_WAITING = 25;

/** What became of a frame at one listener. */
type Sent = 'sent' | 'late' | 'gone';

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
    const text = Buffer.from(`451-${nsp.name},["voice",{"_placeholder":true,"num":0}]`);
    this.#head = Buffer.concat([webSocketHeader(TEXT, text.length), text]);
  }

  /** How many connections are in these rooms, those in several counted several times. */
  count(rooms: readonly string[]): number {
    let sum = 0;
    for (const room of rooms) sum += this.#nsp.adapter.rooms.get(room)?.size ?? 0;
    return sum;
  }

  /** Sends a frame to everybody in the rooms but one connection; answers to how many it was late. */
  send(rooms: readonly string[], frame: Uint8Array, exceptSocketId: string): number {
    const bytes = Buffer.concat([this.#head, webSocketHeader(BINARY, frame.byteLength), frame]);
    const seen = this.#done;
    seen.clear();
    seen.add(exceptSocketId);
    let late = 0;
    for (const room of rooms) {
      for (const id of this.#nsp.adapter.rooms.get(room) ?? []) {
        if (seen.has(id)) continue;
        seen.add(id);
        const socket = this.#nsp.sockets.get(id);
        if (socket && this.#sendTo(socket, bytes, frame) === 'late') late += 1;
      }
    }
    return late;
  }

  #sendTo(socket: Socket, bytes: Buffer, frame: Uint8Array): Sent {
    const { conn } = socket;
    if (conn.readyState !== 'open') return 'gone';
    // A connection that began with polling has another TCP socket than its first request's.
    if (conn.transport.name !== 'websocket' || conn.upgraded) return this.#emitTo(socket, frame);
    const line = conn.request.socket;
    if (!line.writable) return 'gone';
    if (line.writableLength > LIMITS.voiceBacklogBytes) return 'late';
    if (line.writableCorked === 0) this.#hold(line);
    line.write(bytes);
    return 'sent';
  }

  /** The usual way, for whoever began with polling; frames are counted until the connection has got rid of them. */
  #emitTo(socket: Socket, frame: Uint8Array): Sent {
    const { conn } = socket;
    const waiting = this.#waiting.get(conn);
    if (waiting === undefined) conn.on('drain', () => this.#waiting.set(conn, 0));
    if (waiting !== undefined && waiting >= MOST_WAITING) return 'late';
    this.#waiting.set(conn, (waiting ?? 0) + 1);
    socket.emit('voice', frame);
    return 'sent';
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

/** Header of an unmasked WebSocket frame, whole in one piece (RFC 6455 §5.2). */
function webSocketHeader(kind: number, length: number): Buffer {
  if (length < 126) return Buffer.from([kind, length]);
  return Buffer.from([kind, 126, length >> 8, length & 255]);
}
