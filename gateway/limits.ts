import type { z } from 'zod';
import { MESSAGE_BYTES } from '#shared/protocol/common.ts';
import type { limitsSchema } from '#shared/protocol/console.ts';

/** What the gateway allows; every number of it in one place. */
export const LIMITS = {
  /** bytes of one message on the wire; longer ones close the connection */
  messageBytes: MESSAGE_BYTES,
  mediaBytes: 50 * 1024 * 1024,
  /** rows of one `sync` or `snapshot` answer */
  pageRows: 2000,
  deltaWindow: 8,
  deltaChanges: 500,
  /** a console that has not acknowledged a delta for so long is dropped and syncs anew */
  deltaAckMs: 30_000,
  /** changes kept in memory for consoles at the log's end */
  ringChanges: 10_000,
  /** log lines kept on disk */
  logKeep: 500_000,
  console: { perSecond: 200, burst: 1000 },
  terminal: { perSecond: 30, burst: 200 },
  /** frames of 20 ms, and room for a jittery link: for each floor a connection holds */
  voice: { perSecond: 55, burst: 110 },
  /** writes of voice to terminals: beyond it talks with most listeners wait first, and the gateway lives */
  voiceWrites: { perSecond: 60_000, burst: 30_000 },
  /** a talk to more than `from` terminals is carried by turns of 20 ms to slices of them, at most fifteen: bundles of 300 ms */
  crowd: { from: 300, sliceListeners: 240, mostSlices: 15, turnMs: 20, spareFrames: 10 },
  /** terminals on one channel whom one talk can reach: what `voiceWrites` allows in 300 ms */
  mostListeners: 18_000,
  /** of what waits for one listener's line; frames that would come later than that are left out */
  voiceBacklogBytes: 65_536,
  /** while anybody talks their time is looked after so often */
  floorMs: 200,
  /** talks of one commit, how long the first of them waits for others, pause after the store could not take them */
  talkBatch: 200,
  talkWaitMs: 300,
  talkRetryMs: 2000,
  /** most talks that wait for a store that cannot write */
  talksWaiting: 20_000,
  /** talks, calls that were answered and channels that were closed are forgotten after so long */
  talkKeepMs: 90 * 24 * 3_600_000,
  /** refused events in a row before a flooding connection is closed */
  floodStrikes: 2000,
  futureMs: 5 * 60_000,
  pastMs: 7 * 24 * 3_600_000,
  /** what a position must keep to be taken, unless the centre says otherwise (`--position-rules`) */
  positions: {
    futureMs: 5 * 60_000,
    pastMs: 7 * 24 * 3_600_000,
    accuracyMeters: 200,
    /** 180 km/h: nobody on duty gets about faster */
    jumpMetersPerSecond: 50,
    jumpSlackMeters: 100,
    jumpAgreeing: 3,
  },
  offDistrictMeters: 200_000,
  fleetTickMs: 250,
  staleMs: 120_000,
  sosMs: 30 * 60_000,
  /** how often the rules of alarms look at the district */
  alarmsMs: 2000,
  /** alarms that are over and need nobody's word any more are forgotten after so long */
  alarmKeepMs: 30 * 24 * 3_600_000,
  commandAckMs: 10_000,
  commandRetryMostMs: 60_000,
  /** what of commands is looked after by time: retries, held ones, joiners, escalation */
  commandsMs: 1000,
  /** most a terminal is told of commands at once without having acknowledged any of it */
  commandWindow: 64,
  /** workers served before the loop may do other things */
  commandSlice: 400,
  /** open commands without an end are kept in memory so long once everybody has them */
  commandKeepMs: 24 * 3_600_000,
  /** how often it is looked who joins a command, and how long one without an end takes joiners */
  joinMs: 3000,
  joinWithoutEndMs: 24 * 3_600_000,
  /** most who are asked instead of those who do not answer */
  nextPersons: 50,
  commandsInMemory: 100_000,
  /** terminals that were away hear of a cancelled command so long after it was issued */
  cancelKeepMs: 30 * 24 * 3_600_000,
  /** receipts `delivered` of one commit, and how long the first of them waits for others */
  receiptBatch: 1000,
  receiptWaitMs: 20,
  /** pause after the store could not take receipts */
  receiptRetryMs: 2000,
  sweepMs: 5000,
  /** how often some cases from before facts were kept are looked at, and how many */
  factsMs: 2000,
  factsRows: 100,
  /** cases that ended longer ago stand in no report any more */
  factsPastMs: 62 * 24 * 3_600_000,
  trailKeepMs: 30 * 24 * 3_600_000,
  /** to consoles only: sixteen thousand terminals pinged so often would be lost at the first short stall */
  heartbeatMs: 2000,
  pingInterval: 25_000,
  pingTimeout: 20_000,
} as const;

/** The part of it a console is told when it connects. */
export const WIRE_LIMITS: z.infer<typeof limitsSchema> = {
  pageRows: LIMITS.pageRows,
  deltaWindow: LIMITS.deltaWindow,
  mediaBytes: LIMITS.mediaBytes,
  eventsPerSecond: LIMITS.console.perSecond,
  heartbeatMs: LIMITS.heartbeatMs,
};
