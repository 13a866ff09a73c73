import type { Server } from 'socket.io';
import { belongsTo, isClosed } from '#shared/domain/channel.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { User, Worker } from '#shared/protocol/entities.ts';
import type { Channel, FloorEvent, Listener } from '#shared/protocol/intercom.ts';
import { terminalChannelSchema } from '#shared/protocol/intercom.ts';
import type { Gateway } from '../context.ts';
import type { WireSocket } from '../wire/sockets.ts';
import type { FloorControl } from './floor.ts';

type TerminalSocket = WireSocket<{ workerId: string }>;
type ConsoleSocket = WireSocket<{ user: User }>;

export const channelRoom = (channelId: string): string => `channel:${channelId}`;
/** consoles that have not said which channels they want */
export const EVERY_CHANNEL = 'every-channel';

/** A channel as a terminal is told of it. */
export function toldOf(channel: Channel) {
  return terminalChannelSchema.parse(channel);
}

/** Who hears which channel: the rooms of both namespaces follow the channels and the workers, at once. */
export class ChannelRooms {
  readonly #io: Server;
  readonly #gateway: Gateway;
  readonly #floor: FloorControl;
  /** what terminals were last told of each channel */
  readonly #told = new Map<string, string>();

  constructor(io: Server, gateway: Gateway, floor: FloorControl) {
    this.#io = io;
    this.#gateway = gateway;
    this.#floor = floor;
    for (const channel of gateway.directory.channels.values()) this.#told.set(channel.id, wordsOf(channel));
    gateway.storage.onCommit((changes) => this.#follow(changes));
  }

  /** Puts a terminal on its channels. */
  enter(socket: TerminalSocket, worker: Worker): void {
    void socket.join(this.#gateway.directory.channelsOf(worker).map(({ id }) => channelRoom(id)));
  }

  /** A console hears every channel until it says which ones it wants. */
  enterConsole(socket: ConsoleSocket): void {
    void socket.join(EVERY_CHANNEL);
  }

  /** Tells who just came which talks run: a console of all, a terminal of those on its channels. */
  catchUp(socket: TerminalSocket | ConsoleSocket): void {
    const hearsAll = socket.nsp.name === '/console';
    for (const talk of this.#floor.running()) {
      if (hearsAll || socket.rooms.has(channelRoom(talk.channelId))) socket.emit('floor:taken', talk);
    }
  }

  /** Replaces the channels whose voice a console gets; unknown ones are passed over. */
  choose(socket: ConsoleSocket, channelIds: readonly string[]): { ok: true; talks: FloorEvent[] } {
    const { channels } = this.#gateway.directory;
    const wanted = new Set(channelIds.filter((id) => channels.has(id)).map(channelRoom));
    for (const room of [...socket.rooms]) {
      if (room === EVERY_CHANNEL || (room.startsWith('channel:') && !wanted.has(room))) void socket.leave(room);
    }
    void socket.join([...wanted]);
    return { ok: true, talks: this.#floor.running() };
  }

  /** Who hears a channel now, each person once, by id. */
  listeners(channelId: string): Listener[] {
    const { directory } = this.#gateway;
    const found = new Map<string, Listener>();
    const terminals = this.#io.of('/terminal');
    for (const socketId of terminals.adapter.rooms.get(channelRoom(channelId)) ?? []) {
      const socket = terminals.sockets.get(socketId) as TerminalSocket | undefined;
      const worker = socket && directory.workers.get(socket.data.workerId);
      if (worker) found.set(`worker:${worker.id}`, { id: worker.id, name: worker.name, kind: 'worker' });
    }
    const consoles = this.#io.of('/console');
    for (const room of [channelRoom(channelId), EVERY_CHANNEL]) {
      for (const socketId of consoles.adapter.rooms.get(room) ?? []) {
        const user = (consoles.sockets.get(socketId) as ConsoleSocket | undefined)?.data.user;
        if (user) found.set(`operator:${user.id}`, { id: user.id, name: user.name, kind: 'operator' });
      }
    }
    return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  #follow(changes: readonly Change[]): void {
    const changed: Channel[] = [];
    const workers = new Set<string>();
    for (const { entity, op, value } of changes) {
      if (op !== 'put') continue;
      if (entity === 'channel') changed.push(value as Channel);
      if (entity === 'worker') workers.add((value as Worker).id);
    }
    for (const channel of changed) if (isClosed(channel)) this.#floor.close(channel.id);
    if (changed.length > 0) this.#followChannels(changed);
    for (const id of workers) {
      for (const socket of this.#socketsOf(`worker:${id}`)) this.#move(socket, [], false);
    }
  }

  #followChannels(changed: readonly Channel[]): void {
    const renamed = changed.some((channel) => (this.#told.get(channel.id) ?? '') !== wordsOf(channel));
    for (const channel of changed) {
      if (isClosed(channel)) this.#told.delete(channel.id);
      else this.#told.set(channel.id, wordsOf(channel));
    }
    for (const socket of this.#io.of('/terminal').sockets.values()) this.#move(socket, changed, renamed);
    for (const channel of changed) {
      if (isClosed(channel)) this.#io.of('/console').socketsLeave(channelRoom(channel.id));
    }
  }

  /**
   * Puts a terminal on the channels that are its own now, and tells it when those are others than before.
   * @param changed only these channels can have become other ones; none: all
   */
  #move(socket: TerminalSocket, changed: readonly Channel[], renamed: boolean): void {
    const { directory } = this.#gateway;
    const worker = directory.workers.get(socket.data.workerId);
    if (!worker) return;
    const looked = changed.length > 0 ? changed : [...directory.channels.values()];
    const joined: string[] = [];
    let differs = false;
    for (const channel of looked) {
      const room = channelRoom(channel.id);
      const [has, shall] = [socket.rooms.has(room), belongsTo(channel, worker)];
      if (has && shall && renamed) differs = true;
      if (has === shall) continue;
      differs = true;
      if (shall) {
        void socket.join(room);
        joined.push(channel.id);
      } else {
        this.#floor.release(channel.id, socket.id);
        void socket.leave(room);
      }
    }
    if (!differs) return;
    socket.emit('channels', { channels: directory.channelsOf(worker).map(toldOf) });
    for (const talk of this.#floor.running()) {
      if (joined.includes(talk.channelId)) socket.emit('floor:taken', talk);
    }
  }

  #socketsOf(room: string): TerminalSocket[] {
    const terminals = this.#io.of('/terminal');
    return [...(terminals.adapter.rooms.get(room) ?? [])].flatMap((id) => terminals.sockets.get(id) ?? []);
  }
}

function wordsOf(channel: Channel): string {
  return JSON.stringify(toldOf(channel));
}
