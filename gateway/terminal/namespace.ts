import type { Server } from 'socket.io';
import type { z } from 'zod';
import { belongsTo } from '#shared/domain/channel.ts';
import type { floorRequestSchema } from '#shared/protocol/intercom.ts';
import type { WelfareTold } from '#shared/protocol/alarms.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { TERMINAL_TO_GATEWAY, terminalAuthSchema, type TerminalWelcome } from '#shared/protocol/terminal.ts';
import type { SignIn } from '../auth/signIn.ts';
import type { Deliverer, Tell, TerminalReach } from '../commands/delivery.ts';
import type { Gateway } from '../context.ts';
import type { AlarmWatch } from '../alarms/watch.ts';
import { takeWelfare } from '../alarms/welfare.ts';
import { takeCallBack } from '../intercom/callBacks.ts';
import type { Radio } from '../intercom/intercom.ts';
import { toldOf } from '../intercom/rooms.ts';
import type { IceServers } from '../intercom/iceServers.ts';
import type { VideoSessions } from '../intercom/video.ts';
import { LIMITS } from '../limits.ts';
import type { Remind } from '../ops/commandRemind.ts';
import { eventBinder } from '../wire/bindEvents.ts';
import { handshakeError } from '../wire/handshake.ts';
import { refuse } from '../wire/refusal.ts';
import type { WireNamespace, WireSocket } from '../wire/sockets.ts';
import { takePositions } from './positions.ts';
import type { SosDesk } from './sos.ts';
import { takeCaseAction, takeDuty, takeReceiptOf, takeReport } from './work.ts';

/** What the gateway keeps of a connected terminal: little, there may be 20,000 of them. */
interface TerminalData {
  workerId: string;
  sessionId: string;
  deviceId: string;
}
export type TerminalSocket = WireSocket<TerminalData>;

export interface TerminalParts {
  gateway: Gateway;
  signIn: SignIn;
  radio: Radio;
  video: VideoSessions;
  iceServers: IceServers;
  sos: SosDesk;
  alarms: AlarmWatch;
}

const workerRoom = (workerId: string) => `worker:${workerId}`;
const REFUSED_WORKER = refuse('not-found', '没有这位网格员');

/** Opens `/terminal`. `deliverer` is given later because it needs to reach terminals itself. */
export function openTerminals(io: Server, parts: TerminalParts) {
  const nsp: WireNamespace<TerminalData> = io.of('/terminal');
  const { gateway } = parts;
  let deliverer: Deliverer | null = null;
  const connected = new Map<number, number>();

  nsp.use((socket, next) => {
    admit(parts, socket.handshake.auth).then(
      (data) => {
        Object.assign(socket.data, data);
        next();
      },
      (error: Error) => next(error),
    );
  });
  const bind = bindTerminal(parts);
  nsp.on('connection', (socket) => {
    const worker = gateway.directory.workers.get(socket.data.workerId);
    if (!worker) return socket.disconnect(true);
    bind(socket);
    void socket.join(workerRoom(worker.id));
    parts.radio.rooms.enter(socket, worker);
    countTerminal(gateway, connected, worker, 1);
    socket.on('disconnect', () => {
      if (countTerminal(gateway, connected, worker, -1) === 0) deliverer?.left(worker.id);
      parts.radio.floor.leave(socket.id);
      parts.video.leave(socket.id);
    });
    welcome(gateway, socket, worker, deliverer);
    const welfare = parts.alarms.toldTo(worker.id);
    if (welfare) socket.emit('welfare', welfare);
    parts.radio.rooms.catchUp(socket);
  });

  const socketsOf = (workerId: string): TerminalSocket[] =>
    [...(nsp.adapter.rooms.get(workerRoom(workerId)) ?? [])].flatMap((id) => {
      const socket = nsp.sockets.get(id);
      return socket ? [socket] : [];
    });
  const reach: TerminalReach = {
    tell(workerId, ...telling) {
      let told = 0;
      for (const id of nsp.adapter.rooms.get(workerRoom(workerId)) ?? []) {
        const socket = nsp.sockets.get(id);
        if (!socket) continue;
        teller(socket)(...telling);
        told += 1;
      }
      return told;
    },
  };
  const remind: Remind = ({ id }, workerIds, level) => {
    for (const workerId of workerIds) {
      for (const socket of socketsOf(workerId)) socket.emit('command:remind', { id, level }, () => undefined);
    }
  };
  return {
    reach,
    remind,
    tellWelfare(workerId: string, told: WelfareTold) {
      for (const socket of socketsOf(workerId)) socket.emit('welfare', told);
    },
    socketsOf,
    useDeliverer: (made: Deliverer) => {
      deliverer = made;
    },
    dropSession(sessionId: string) {
      for (const socket of nsp.sockets.values()) if (socket.data.sessionId === sessionId) socket.disconnect(true);
    },
  };
}

async function admit({ gateway, signIn }: TerminalParts, auth: unknown): Promise<TerminalData> {
  const parsed = terminalAuthSchema.safeParse(auth);
  if (!parsed.success) throw handshakeError('invalid', '握手内容不符合协议第 1 版');
  const claims = await signIn.check(parsed.data.token);
  if (!claims) throw handshakeError('unauthorized', '登录已失效，请重新登录');
  if (claims.kind !== 'worker') throw handshakeError('forbidden', '此账号不是终端账号');
  if (claims.did !== parsed.data.device.id) throw handshakeError('forbidden', '令牌属于另一台终端');
  if (!gateway.directory.workers.has(claims.sub)) throw handshakeError('not-found', '没有这位网格员');
  return { workerId: claims.sub, sessionId: claims.sid, deviceId: claims.did };
}

function bindTerminal({ gateway, radio, video, iceServers, sos }: TerminalParts) {
  const { floor } = radio;
  const asWorker =
    <P, R>(take: (worker: Worker, payload: P, socket: TerminalSocket) => R) =>
    (socket: TerminalSocket, payload: P) => {
      const worker = gateway.directory.workers.get(socket.data.workerId);
      return worker ? take(worker, payload, socket) : REFUSED_WORKER;
    };
  return eventBinder<typeof TERMINAL_TO_GATEWAY, TerminalSocket>(
    {
      table: TERMINAL_TO_GATEWAY,
      rate: LIMITS.terminal,
      immediate: ['position', 'voice', 'floor:request', 'floor:release'],
      now: gateway.now,
      log: gateway.log,
      streamsOf: (socketId) => floor.heldBy(socketId),
      onEvent: (event, outcome) => gateway.metrics.events.inc({ namespace: 'terminal', event, outcome }),
    },
    {
      position: asWorker((worker, sent) => takePositions(gateway, worker, sent)),
      report: asWorker((worker, sent) => takeReport(gateway, worker, sent)),
      receipt: asWorker((worker, sent) => takeReceiptOf(gateway, worker, sent)),
      'case:action': asWorker((worker, sent) => takeCaseAction(gateway, worker, sent)),
      duty: asWorker((worker, sent) => takeDuty(gateway, worker, sent)),
      route: asWorker((worker, { to }) => {
        const place = gateway.fleet.placeOf(worker.index);
        return place ? { ok: true, ...gateway.streets.way(place, to) } : refuse('not-found', '尚无本终端的位置');
      }),
      sos: asWorker((worker, sent) => sos.take(worker, sent)),
      welfare: asWorker((worker, sent) => takeWelfare(gateway, worker, sent)),
      'floor:request': asWorker((worker, sent, socket) => requestFloor(gateway, radio, worker, sent, socket.id)),
      'floor:release': (socket, sent) => floor.release(sent.channelId, socket.id),
      'call-back': asWorker((worker, sent) => takeCallBack(gateway, worker, sent, radio.notify)),
      voice: (socket, frame) => floor.voice(socket.id, frame),
      'video:answer': (socket, sent) => video.answer(socket.data.workerId, socket.id, sent),
      'video:end': (socket, sent) => video.endFromTerminal(socket.data.workerId, socket.id, sent),
      'video:signal': (socket, sent) => video.signalFromTerminal(socket.data.workerId, socket.id, sent),
      'video:servers': (socket) => ({ ok: true, servers: iceServers.for(socket.data.workerId) }),
    },
  );
}

const NOT_ON_CHANNEL = refuse('forbidden', '您不在这个频道中');

/** Workers talk on their own channels only; a team's lead goes before its members. */
function requestFloor(
  { directory }: Gateway,
  { floor }: Radio,
  worker: Worker,
  sent: z.infer<typeof floorRequestSchema>,
  socketId: string,
) {
  const channel = directory.channels.get(sent.channelId);
  if (channel && !belongsTo(channel, worker)) return NOT_ON_CHANNEL;
  const talker = { id: worker.id, name: worker.name, kind: 'terminal' } as const;
  return floor.request(sent, { socketId, talker, rank: worker.role === 'team-lead' ? 'team-lead' : 'worker' });
}

function welcome(gateway: Gateway, socket: TerminalSocket, worker: Worker, deliverer: Deliverer | null): void {
  const greeting: TerminalWelcome = {
    serverTime: gateway.now(),
    terminalId: socket.id,
    workerId: worker.id,
    channels: gateway.directory.channelsOf(worker).map(toldOf),
    pending: deliverer?.waitingFor(worker.id) ?? 0,
  };
  socket.emit('welcome', greeting);
  deliverer?.connected(worker.id, socket.data.deviceId, teller(socket));
}

/** An answer that is no yes is none: it is told again. */
function teller(socket: TerminalSocket): Tell {
  return (event, payload, acked) => {
    socket.emit(event, payload, (answer: unknown) => {
      if (isOk(answer)) acked(socket.data.deviceId);
    });
  };
}

/** A worker is online while any of its terminals is; how many there are now. */
function countTerminal(
  { fleet, metrics }: Gateway,
  connected: Map<number, number>,
  worker: Worker,
  by: 1 | -1,
): number {
  const now = (connected.get(worker.index) ?? 0) + by;
  if (now > 0) connected.set(worker.index, now);
  else connected.delete(worker.index);
  fleet.mark(worker.index, STATUS.online, now > 0);
  metrics.connections.inc({ namespace: 'terminal' }, by);
  return now;
}

function isOk(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
}
