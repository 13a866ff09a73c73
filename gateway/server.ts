import path from 'node:path';
import { Server } from 'socket.io';
import { v7 } from 'uuid';
import type { CommandPolicy } from '#shared/domain/command.ts';
import type { FloorRules } from '#shared/domain/floor.ts';
import type { PositionRules } from '#shared/domain/positionRules.ts';
import { statutoryCalendar } from '#shared/domain/calendar.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { loadSecret, keyFor } from './auth/secrets.ts';
import { SetupCode } from './auth/setupCode.ts';
import { SignIn } from './auth/signIn.ts';
import { Tokens } from './auth/tokens.ts';
import { AlarmWatch } from './alarms/watch.ts';
import { ContactVault } from './cases/contactVault.ts';
import { DeliveredReceipts } from './commands/deliveredReceipts.ts';
import { Deliverer } from './commands/delivery.ts';
import { Escalation, type Notice } from './commands/escalation.ts';
import { Joiners } from './commands/joiners.ts';
import { LiveCommands } from './commands/liveCommands.ts';
import { openConsoles } from './console/namespace.ts';
import type { Gateway } from './context.ts';
import { openDataFolder } from './dataFolder.ts';
import { DemoCameras } from './demo/cameras/demoCameras.ts';
import { addDemoCameraRoutes } from './demo/cameras/routes.ts';
import { loadCentre } from './demo/loadCentre.ts';
import { Seats } from './desks/seats.ts';
import { Directory } from './directory/directory.ts';
import { DutyBits } from './fleet/duty.ts';
import { PositionFilter } from './fleet/positionFilter.ts';
import { FleetTable } from './fleet/table.ts';
import { FleetTicker } from './fleet/ticker.ts';
import { TrailRecorder } from './fleet/trail.ts';
import { createHttp } from './http/app.ts';
import { addAuthRoutes } from './http/auth.ts';
import { addMediaRoutes } from './http/media.ts';
import { createMetrics } from './http/metrics.ts';
import { addOpen311Routes } from './http/open311.ts';
import { addOsmandRoutes } from './http/osmand.ts';
import { addTerminalAppRoutes } from './http/terminalApp.ts';
import { numberChannels } from './intercom/numberChannels.ts';
import { openIntercom } from './intercom/intercom.ts';
import { LIMITS } from './limits.ts';
import type { Logger } from './logger.ts';
import { IceServers, type readIceServers } from './intercom/iceServers.ts';
import { MediaFiles } from './media/mediaFiles.ts';
import { MusterKeeper } from './musters/keeper.ts';
import { startRounds } from './rounds.ts';
import { openSqliteStorage } from './storage/sqlite/sqliteStorage.ts';
import { NO_CAMERA_TURNS, type TurnCamera } from './ops/videoOps.ts';
import { SosDesk } from './terminal/sos.ts';
import { openTerminals } from './terminal/namespace.ts';

export interface GatewayOptions {
  host: string;
  /** 0 takes a free port */
  port: number;
  /** where this centre's data lives */
  dataFolder: string;
  /** the district's data files; null starts a centre without grids */
  districtFolder: string | null;
  /** the built page of the terminal in the browser, served under `/terminal/`; null: none */
  terminalApp?: string | null;
  demo: boolean;
  /** STUN and TURN for video; none: everybody is in one network */
  iceServers?: ReturnType<typeof readIceServers>;
  /** in place of the usual quiet hours, until somebody sets others; equal ends: none */
  quietHours?: CommandPolicy['quiet'];
  /** in place of MCPTT's usual times of a talk */
  floorRules?: FloorRules;
  /** in place of the usual thresholds of what is taken as a position */
  positionRules?: Partial<PositionRules>;
  /** in place of how often the rules of alarms look at the district, ms */
  alarmsMs?: number;
  log: Logger;
  /** the centre's clock, ms since the epoch; the machine's own unless time is simulated */
  now?: () => number;
}

export interface RunningGateway {
  port: number;
  /** for the first admin of a new centre; null when there is one already */
  setupCode: string | null;
  close(): Promise<void>;
}

/** Puts a gateway together and opens its port. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  openDataFolder(options.dataFolder);
  const secret = loadSecret(options.dataFolder);
  const storage = openSqliteStorage(options.dataFolder);
  const { grids, streets } = await loadCentre(storage, options);
  const directory = await Directory.load(storage, grids);
  await numberChannels(storage, directory);
  const now = options.now ?? Date.now;
  const fleet = new FleetTable();
  const isOnline = (workerId: string) => {
    const worker = directory.workers.get(workerId);
    return worker !== undefined && (fleet.statusOf(worker.index) & STATUS.online) !== 0;
  };
  const gateway: Gateway = {
    storage,
    directory,
    now,
    newId: v7,
    log: options.log,
    metrics: createMetrics(),
    calendar: statutoryCalendar(),
    vault: new ContactVault(keyFor(secret, 'contacts')),
    fleet,
    positions: new PositionFilter(options.positionRules ?? {}, now()),
    trail: new TrailRecorder(storage.trails, options.log),
    streets,
    files: new MediaFiles(path.join(options.dataFolder, 'media')),
    commands: await LiveCommands.start({ storage, now, isOnline }),
  };
  await DutyBits.start(storage, directory, gateway.fleet);
  return open(gateway, options, secret);
}

async function open(gateway: Gateway, options: GatewayOptions, secret: Uint8Array): Promise<RunningGateway> {
  const { storage, now, newId } = gateway;
  const app = createHttp(gateway);
  const io = new Server(app.server, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: LIMITS.messageBytes,
    pingInterval: LIMITS.pingInterval,
    pingTimeout: LIMITS.pingTimeout,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
  });
  const onRevoked = (sessionId: string) => {
    terminals.dropSession(sessionId);
    consoles.dropSession(sessionId);
  };
  const signIn = await SignIn.start({
    storage,
    tokens: new Tokens(keyFor(secret, 'access tokens')),
    now,
    newId,
    demo: options.demo,
    onRevoked,
  });
  const { radio, video } = openIntercom(io, gateway, options.floorRules);
  const iceServers = new IceServers(options.iceServers ?? [], now);
  await radio.talks.restore();
  const sos = new SosDesk(gateway, (notice) => void io.of('/console').emit('notice', notice));
  await sos.restore();
  const seats = new Seats(gateway);
  await seats.clear();
  const musters = new MusterKeeper(gateway);
  await musters.restore();
  const alarms: AlarmWatch = new AlarmWatch(gateway, (workerId, told) => terminals.tellWelfare(workerId, told));
  await alarms.restore();
  const ticker = new FleetTicker(gateway.fleet, now);
  const terminals = openTerminals(io, { gateway, signIn, radio, video, iceServers, sos, alarms });
  const cameras = options.demo ? new DemoCameras() : null;
  const turnCamera: TurnCamera = cameras ? (source, ptz) => cameras.turn(source, ptz) : NO_CAMERA_TURNS;
  const { remind } = terminals;
  const seen = { gateway, signIn, radio, video, iceServers, sos };
  const consoles = openConsoles(io, { ...seen, ticker, remind, turnCamera, seats });
  const receipts = new DeliveredReceipts(gateway);
  const deliverer = new Deliverer(gateway, terminals.reach, receipts);
  terminals.useDeliverer(deliverer);

  const isNew = !options.demo && (await storage.accounts.count()) === 0;
  const setupCode = isNew ? SetupCode.fresh() : SetupCode.none();
  addAuthRoutes(app, { signIn, accounts: storage.accounts, setupCode });
  addOpen311Routes(app, gateway);
  addOsmandRoutes(app, gateway, signIn, keyFor(secret, 'osmand'));
  addMediaRoutes(app, gateway, signIn, gateway.files);
  if (cameras) addDemoCameraRoutes(app, gateway, signIn, cameras);
  addTerminalAppRoutes(app, options.terminalApp ?? null, gateway.log);
  const notify = (notice: Notice) => void io.of('/console').emit('notice', notice);
  const escalation = new Escalation(gateway, { remind: terminals.remind, notify });
  const joiners = new Joiners(gateway);
  const rounds = startRounds(gateway, {
    consoles,
    floor: radio.floor,
    sos,
    alarms,
    musters,
    signIn,
    deliverer,
    joiners,
    escalation,
    alarmsMs: options.alarmsMs ?? LIMITS.alarmsMs,
  });

  await app.listen({ host: options.host, port: options.port });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    setupCode: setupCode.text,
    async close() {
      rounds.stop();
      deliverer.close();
      ticker.close();
      // Nobody new comes in; whoever is connected and says nothing, not even a request, would be waited for for ever.
      app.server.close();
      app.server.closeAllConnections();
      await io.close();
      await app.close();
      await rounds.settled();
      await receipts.settled();
      await radio.talks.settled();
      await seats.settled();
      await gateway.trail.close();
      await storage.close();
    },
  };
}
