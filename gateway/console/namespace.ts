import type { Server } from 'socket.io';
import { CONSOLE_TO_GATEWAY, consoleAuthSchema, type ConsoleWelcome } from '#shared/protocol/console.ts';
import type { User } from '#shared/protocol/entities.ts';
import { type SignIn, userOf } from '../auth/signIn.ts';
import type { Gateway } from '../context.ts';
import { dropClaims } from '../desks/claims.ts';
import type { Seats } from '../desks/seats.ts';
import type { FleetTicker, Watcher } from '../fleet/ticker.ts';
import type { Radio } from '../intercom/intercom.ts';
import type { IceServers } from '../intercom/iceServers.ts';
import type { VideoSessions } from '../intercom/video.ts';
import { LIMITS, WIRE_LIMITS } from '../limits.ts';
import { ChangeRing } from '../log/changeRing.ts';
import { ConsoleFeed } from '../log/consoleFeed.ts';
import type { Remind } from '../ops/commandRemind.ts';
import { opRunner } from '../ops/runOp.ts';
import type { TurnCamera } from '../ops/videoOps.ts';
import type { SosDesk } from '../terminal/sos.ts';
import { eventBinder } from '../wire/bindEvents.ts';
import { handshakeError } from '../wire/handshake.ts';
import { refuse } from '../wire/refusal.ts';
import { emitAcked, type WireNamespace, type WireSocket } from '../wire/sockets.ts';
import { runQuery } from './query.ts';
import { readSnapshot, readSync } from './sync.ts';

interface ConsoleData {
  user: User;
  consoleId: string;
  sessionId: string;
  feed: ConsoleFeed;
  watcher: Watcher;
}
export type ConsoleSocket = WireSocket<ConsoleData>;

export interface ConsoleParts {
  gateway: Gateway;
  signIn: SignIn;
  radio: Radio;
  video: VideoSessions;
  iceServers: IceServers;
  sos: SosDesk;
  ticker: FleetTicker;
  remind: Remind;
  turnCamera: TurnCamera;
  seats: Seats;
}

/** Opens `/console`: sign-in, the log's feed, ops, queries and the fleet. */
export function openConsoles(io: Server, parts: ConsoleParts) {
  const nsp: WireNamespace<ConsoleData> = io.of('/console');
  const { gateway } = parts;
  const { storage } = gateway;
  const ring = new ChangeRing(LIMITS.ringChanges);
  storage.onCommit((changes) => {
    ring.push(changes);
    for (const socket of nsp.sockets.values()) socket.data.feed.pump();
  });
  const readChanges = async (seq: number, limit: number) => {
    const recent = ring.after(seq, limit);
    if (recent) return recent;
    const read = await storage.changesAfter(seq, limit);
    return read === 'gone' ? null : read.changes;
  };

  nsp.use((socket, next) => {
    admit(parts, socket.handshake.auth).then(
      (admitted) => {
        Object.assign(socket.data, admitted);
        socket.data.feed = new ConsoleFeed(storage.epoch, feedLink(gateway, socket), readChanges);
        socket.data.watcher = watcherOf(socket);
        next();
      },
      (error: Error) => next(error),
    );
  });
  const bind = bindConsole(nsp, parts);
  nsp.on('connection', (socket) => {
    bind(socket);
    parts.radio.rooms.enterConsole(socket);
    parts.seats.enter(socket.data.consoleId, socket.id, socket.data.user);
    gateway.metrics.connections.inc({ namespace: 'console' });
    socket.on('disconnect', () => {
      gateway.metrics.connections.dec({ namespace: 'console' });
      parts.seats.leave(socket.data.consoleId, socket.id);
      socket.data.feed.stop();
      parts.ticker.unwatch(socket.data.watcher);
      parts.radio.floor.leave(socket.id);
      parts.video.leave(socket.id);
    });
    socket.emit('welcome', welcomeOf(gateway, socket.data.user));
    for (const notice of parts.sos.active()) socket.emit('notice', notice);
    parts.radio.rooms.catchUp(socket);
  });
  return {
    /** Says to every console that the centre is there: a lost link shows within five seconds. */
    beat() {
      nsp.emit('heartbeat', { serverTime: gateway.now() });
    },
    /** Signed out or revoked: the desk's sockets close, and nobody waits for what its operator had taken on. */
    dropSession(sessionId: string) {
      for (const socket of nsp.sockets.values()) {
        const { user, consoleId } = socket.data;
        if (socket.data.sessionId !== sessionId) continue;
        socket.disconnect(true);
        dropClaims(gateway, user.id, consoleId).catch((error: unknown) =>
          gateway.log.warn({ err: error, consoleId }, 'claims of a desk that signed out stay until they are stale'),
        );
      }
    },
  };
}

async function admit(
  { gateway, signIn }: ConsoleParts,
  auth: unknown,
): Promise<Pick<ConsoleData, 'user' | 'consoleId' | 'sessionId'>> {
  const parsed = consoleAuthSchema.safeParse(auth);
  if (!parsed.success) throw handshakeError('invalid', '握手内容不符合协议第 1 版');
  const claims = await signIn.check(parsed.data.token);
  if (!claims) throw handshakeError('unauthorized', '登录已失效，请重新登录');
  if (claims.kind !== 'operator') throw handshakeError('forbidden', '终端账号不能打开指挥台');
  const account = await gateway.storage.accounts.byId(claims.sub);
  if (!account || account.disabled) throw handshakeError('unauthorized', '此账号不能使用');
  return { user: userOf(account), consoleId: parsed.data.consoleId, sessionId: claims.sid };
}

function welcomeOf({ now, storage }: Gateway, user: User): ConsoleWelcome {
  return { serverTime: now(), epoch: storage.epoch, seq: storage.lastSeq(), user, limits: WIRE_LIMITS };
}

function feedLink({ log, metrics }: Gateway, socket: ConsoleSocket) {
  return {
    async send(delta: { changes: unknown[] }) {
      metrics.deltas.inc(delta.changes.length);
      const answer = await emitAcked(socket, 'delta', delta, LIMITS.deltaAckMs);
      return typeof answer === 'object' && answer !== null && 'seq' in answer;
    },
    drop(why: string) {
      if (!socket.connected) return;
      log.warn({ userId: socket.data.user.id, why }, 'console dropped to sync anew');
      socket.emit('notice', { level: 'warning', code: 're-sync', message: '与中心的数据同步中断，正在重新同步' });
      socket.disconnect(true);
    },
  };
}

function watcherOf(socket: ConsoleSocket): Watcher {
  return {
    ready: () => socket.connected && socket.conn.transport.writable,
    send: (frame) => {
      socket.volatile.emit('fleet', frame);
    },
  };
}

const ONLY_LOOKS = refuse('forbidden', '您的角色无权执行此操作');

/** Whether whoever sits here has no role but the wall's: it neither talks nor calls anybody's camera. */
function onlyLooks({ data }: ConsoleSocket): boolean {
  return data.user.roles.every((role) => role === 'wall');
}

function bindConsole(nsp: WireNamespace<ConsoleData>, parts: ConsoleParts) {
  const { gateway, radio, video, iceServers, ticker, remind, turnCamera } = parts;
  const { floor, rooms } = radio;
  const runOp = opRunner(gateway, { cueWall: (cue) => void nsp.emit('wall:cue', cue), remind, turnCamera });
  return eventBinder<typeof CONSOLE_TO_GATEWAY, ConsoleSocket>(
    {
      table: CONSOLE_TO_GATEWAY,
      rate: LIMITS.console,
      immediate: ['voice', 'clock', 'fleet:watch', 'floor:request', 'floor:release', 'floor:overrule', 'channel:join'],
      now: gateway.now,
      log: gateway.log,
      streamsOf: (socketId) => floor.heldBy(socketId),
      onEvent: (event, outcome) => gateway.metrics.events.inc({ namespace: 'console', event, outcome }),
    },
    {
      sync: (socket, asked) => readSync(gateway, socket.data.feed, asked),
      snapshot: (_, asked) => readSnapshot(gateway, asked),
      op: (socket, op) => runOp(socket.data, op),
      query: (socket, query) => runQuery(gateway, rooms, socket.data.user, query),
      'fleet:watch': (socket, watch) => {
        ticker.watch(socket.data.watcher, watch);
        return { ok: true };
      },
      clock: () => ({ ok: true, serverTime: gateway.now() }),
      'floor:request': (socket, sent) => {
        if (onlyLooks(socket)) return ONLY_LOOKS;
        const { id, name, roles } = socket.data.user;
        const rank = roles.includes('shift-lead') ? 'shift-lead' : 'operator';
        return floor.request(sent, { socketId: socket.id, talker: { id, name, kind: 'operator' }, rank });
      },
      'floor:release': (socket, sent) => floor.release(sent.channelId, socket.id),
      'floor:overrule': (socket, sent) => (onlyLooks(socket) ? ONLY_LOOKS : floor.overrule(sent.channelId)),
      'channel:join': (socket, sent) => rooms.choose(socket, sent.channelIds),
      voice: (socket, frame) => floor.voice(socket.id, frame),
      'video:invite': (socket, sent) =>
        onlyLooks(socket) ? ONLY_LOOKS : video.invite(socket.id, socket.data.user.name, sent),
      'video:end': (socket, sent) => video.end(socket.id, sent),
      'video:signal': (socket, sent) => video.signalFromConsole(socket.id, sent),
      'video:servers': (socket) => ({ ok: true, servers: iceServers.for(socket.data.user.id) }),
    },
  );
}
