import type { Row } from '../measure.ts';
import { alarmRound } from './alarmRound.ts';
import { commandLatency, fanOut, receipts } from './commands.ts';
import { commandLatencyDesk, receiptsDesk } from './deskCommands.ts';
import { drain } from './drain.ts';
import { disk } from './disk.ts';
import { durableAction } from './durableAction.ts';
import { fleetFrame } from './fleetFrame.ts';
import { fleetIngest } from './fleetIngest.ts';
import { fleetLatency } from './fleetLatency.ts';
import { fleetPick } from './fleetPick.ts';
import { fleetTick } from './fleetTick.ts';
import { fleetVsDeck, fleetVsSetData, fleetVsUpdateData } from './fleetVersus.ts';
import { heat } from './heat.ts';
import { memory } from './memory.ts';
import { openLarge } from './openLarge.ts';
import { queuePage } from './queuePage.ts';
import { stall } from './stall.ts';
import { allCall, relay } from './relay.ts';
import { soak } from './soak.ts';
import { start } from './start.ts';
import { search } from './search.ts';
import { snapshot } from './snapshot.ts';
import { sync } from './sync.ts';
import { threeWindows } from './threeWindows.ts';
import { voice } from './voice.ts';
import { voiceDesk } from './voiceDesk.ts';

/** Every row of the table, in the order of the performance page. A row may yield several lines. */
export const ROWS: Record<string, () => Promise<Row[]>> = {
  start,
  'fleet-tick': fleetTick,
  'fleet-frame': fleetFrame,
  'fleet-pick': fleetPick,
  'fleet-vs-setdata': fleetVsSetData,
  'fleet-vs-updatedata': fleetVsUpdateData,
  'fleet-vs-deck': fleetVsDeck,
  'fleet-latency': fleetLatency,
  'fleet-ingest': fleetIngest,
  'alarm-round': alarmRound,
  'fan-out': fanOut,
  receipts,
  'command-latency': commandLatency,
  'command-latency-desk': commandLatencyDesk,
  'receipts-desk': receiptsDesk,
  relay,
  'all-call': allCall,
  voice,
  'voice-desk': voiceDesk,
  'durable-action': durableAction,
  'queue-page': queuePage,
  search,
  heat,
  sync,
  snapshot,
  drain,
  memory,
  'three-windows': threeWindows,
  soak,
  'open-large': openLarge,
  stall,
  disk,
};

/** Rows that take half an hour: only when asked for by name. */
export const ON_DEMAND: readonly string[] = ['disk', 'soak'];
