import type { AlarmWatch } from './alarms/watch.ts';
import { forgetOldAlarms } from './alarms/forget.ts';
import type { SignIn } from './auth/signIn.ts';
import { FactsKeeper } from './cases/factsKeeper.ts';
import type { Gateway } from './context.ts';
import type { Deliverer } from './commands/delivery.ts';
import type { Escalation } from './commands/escalation.ts';
import type { Joiners } from './commands/joiners.ts';
import { forgetImportFiles } from './imports/importFile.ts';
import { forgetOldTalks } from './intercom/forget.ts';
import type { FloorControl } from './intercom/floor.ts';
import { LIMITS } from './limits.ts';
import type { MusterKeeper } from './musters/keeper.ts';
import { sweep } from './sweep.ts';
import type { SosDesk } from './terminal/sos.ts';

const MUSTER_MS = 1000;
const HOUSEKEEPING_MS = 60_000;

interface Parts {
  consoles: { beat(): void };
  floor: FloorControl;
  sos: SosDesk;
  alarms: AlarmWatch;
  alarmsMs: number;
  musters: MusterKeeper;
  signIn: SignIn;
  deliverer: Deliverer;
  joiners: Joiners;
  escalation: Escalation;
}

/** The gateway's recurring work; a round that fails is logged and the next one comes anyway, never two at a time. */
export function startRounds(
  gateway: Gateway,
  { consoles, floor, sos, alarms, alarmsMs, musters, signIn, deliverer, joiners, escalation }: Parts,
) {
  const stops: (() => void)[] = [];
  const running = new Set<Promise<void>>();
  const every = (ms: number, name: string, work: () => Promise<void> | void) => {
    let busy = false;
    const round = async () => {
      if (busy) return;
      busy = true;
      try {
        await work();
      } catch (error) {
        gateway.log.error({ err: error, round: name }, 'a round failed');
      } finally {
        busy = false;
      }
    };
    const timer = setInterval(() => {
      const mine: Promise<void> = round().finally(() => running.delete(mine));
      running.add(mine);
    }, ms);
    timer.unref();
    stops.push(() => clearInterval(timer));
  };

  every(LIMITS.heartbeatMs, 'heartbeat', () => consoles.beat());
  every(LIMITS.floorMs, 'floor', () => floor.tick());
  every(alarmsMs, 'alarms', () => alarms.round());
  every(MUSTER_MS, 'musters', () => musters.round());
  every(LIMITS.commandsMs, 'commands', async () => {
    gateway.commands.beat();
    deliverer.beat();
    await escalation.round();
  });
  every(LIMITS.joinMs, 'joiners', () => joiners.round());
  every(LIMITS.sweepMs, 'clocks', async () => {
    await sos.sweep();
    await sweep(gateway);
  });
  const facts = new FactsKeeper(gateway);
  every(LIMITS.factsMs, 'facts', () => facts.round());
  every(HOUSEKEEPING_MS, 'housekeeping', async () => {
    await gateway.storage.trimLog(LIMITS.logKeep);
    await gateway.trail.expire(gateway.now());
    await forgetOldTalks(gateway);
    await forgetImportFiles(gateway);
    await forgetOldAlarms(gateway);
    await signIn.sweep();
  });
  return {
    stop: () => {
      for (const stop of stops) stop();
    },
    settled: async () => {
      await Promise.all(running);
    },
  };
}
