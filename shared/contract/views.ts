import { z } from 'zod';
import { CASE_SOURCES, CASE_STATES, URGENCIES } from '../domain/case.ts';
import { RECEIPT_STATES } from '../domain/command.ts';
import { LIFE_STATES } from '../domain/commandLife.ts';
import { codeSchema, mediaListSchema, timeSchema } from '../protocol/common.ts';
import {
  caseEventSchema,
  caseSchema,
  categorySchema,
  departmentSchema,
  userSchema,
  workerSchema,
} from '../protocol/entities.ts';
import { commandSchema, recipientRowSchema, recipientsSchema } from '../protocol/commands.ts';
import { auditRowSchema } from '../protocol/console.ts';
import { contactSchema } from '../protocol/ops.ts';
import { careSchema } from './backups.ts';

/** What windows are shown: shapes the station composes from its cache. */

const clockViewSchema = z.object({
  dueAt: timeSchema,
  yellowAt: timeSchema,
  startedAt: timeSchema,
  stoppedAt: timeSchema.nullable(),
});
export type ClockView = z.infer<typeof clockViewSchema>;

/** One row of a queue. Light and remaining time are derived in the window from `clock` and gateway time. */
export const caseRowSchema = z.object({
  id: z.string(),
  version: z.number(),
  number: z.string().nullable(),
  title: z.string(),
  address: z.string(),
  state: z.enum(CASE_STATES),
  urgency: z.enum(URGENCIES),
  categoryCode: z.string(),
  gridCode: z.string(),
  reportedAt: timeSchema,
  updatedAt: timeSchema,
  clock: clockViewSchema.nullable(),
  supervisionLevel: z.number().nullable(),
  mediaCount: z.number(),
  lon: z.number(),
  lat: z.number(),
  /** actions of this desk on the case that the centre has not confirmed yet */
  waiting: z.number(),
  departmentId: z.string().nullable(),
  source: z.enum(CASE_SOURCES),
  /** how often it was given back */
  returns: z.number(),
});
export type CaseRow = z.infer<typeof caseRowSchema>;

/**
 * Why an action that cannot be sent was set aside (docs/protocol/station.md, ST110–ST113): what was kept of it cannot be read;
 * it is longer than the centre takes; the centre answered it badly while it took others; the link broke each time it left.
 */
export const POISON_RULES = ['unreadable', 'too-large', 'bad-answers', 'link-lost'] as const;
export type PoisonRule = (typeof POISON_RULES)[number];

/** An action the state allows, and why this operator may not take it (null: may). */
export const actionChoiceSchema = z.object({ action: z.string(), refusal: z.string().nullable() });

export const outboxItemSchema = z.object({
  id: z.string(),
  kind: z.string(),
  entityId: z.string().nullable(),
  /** who acted */
  by: z.object({ id: z.string(), name: z.string() }),
  at: timeSchema,
  state: z.enum(['held', 'waiting', 'sending', 'conflict', 'refused']),
  attempts: z.number(),
  /** until when it can be taken back with undo; null when it has left or is not undoable */
  undoUntil: timeSchema.nullable(),
  /** it has never left this desk and nothing later builds on it: it can be taken back, also after the undo pause */
  mayWithdraw: z.boolean(),
  /** whose action must be taken before this one leaves: it makes what this one is about; null when nobody else's must */
  waitsFor: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** a failed try is followed by the next at this time of this machine's clock; null when none is planned */
  nextAt: timeSchema.nullable(),
  /** why the centre refused it, or why it was set aside: a wire code, `depends`, `poison`, `key-lost` or `restored` */
  code: z.string().nullable(),
  /** the centre's own words; of `poison`, the rule it fell under: one of POISON_RULES */
  message: z.string().nullable(),
  payload: z.unknown(),
  /** of an action on a case: the case as the operator saw it when acting */
  base: z.unknown().optional(),
  /** with a conflict or refusal: the thing as the centre has it now */
  current: z.unknown().optional(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

/** A command without the lists that grow with its recipients: it may go to many thousands. Of whom it is for, the area alone. */
export const commandHeadSchema = commandSchema
  .omit({ workerIds: true, joined: true, recipients: true })
  .extend({ area: recipientsSchema.shape.area });
export type CommandHead = z.infer<typeof commandHeadSchema>;

/** How far a command is with all it went to; "late" and the states are by the centre's clock when it was read. */
export const commandSumSchema = z.object({
  total: z.number(),
  /** workers by how far it is with them */
  states: z.record(z.enum(LIFE_STATES), z.number()),
  /** workers who told this state or one that implies it */
  reached: z.object({ delivered: z.number(), read: z.number(), accepted: z.number(), done: z.number() }),
  /** workers who gave the required receipt */
  satisfied: z.number(),
  /** workers who owe the required receipt and have not refused */
  owing: z.number(),
  /** those of them whose time is up */
  late: z.number(),
  /** from this moment on so many more are late; null: nobody will be */
  next: z.object({ at: timeSchema, n: z.number() }).nullable(),
  /** workers who came to it after it was issued */
  joined: z.number(),
});
export type CommandSum = z.infer<typeof commandSumSchema>;

export const commandViewSchema = z.object({
  command: commandHeadSchema,
  sum: commandSumSchema,
  /** true while an action of this desk on the command still waits in the outbox */
  waiting: z.boolean(),
});
export type CommandView = z.infer<typeof commandViewSchema>;

/** One worker of a command. */
export const commandRowSchema = z.object({
  workerId: codeSchema,
  name: z.string(),
  state: z.enum(LIFE_STATES),
  since: timeSchema,
  /** owes the required receipt beyond its time */
  late: z.boolean(),
  /** owes the required receipt */
  owing: z.boolean(),
  online: z.boolean(),
  /** when each receipt was told, by the centre's clock */
  times: z.partialRecord(z.enum(RECEIPT_STATES), timeSchema),
  note: z.string(),
  /** the reply that was tapped, in the command's own words */
  reply: z.string().nullable(),
  media: mediaListSchema,
  /** where the terminal is now; null when it was never seen */
  position: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  /** where the terminal was when it told this last */
  place: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  /** came to it later, and in whose place; null: it was issued to them */
  joined: z.object({ at: timeSchema, insteadOf: z.string().nullable() }).nullable(),
});
export type CommandRow = z.infer<typeof commandRowSchema>;
/** What a board shows: all, who is late, who owes an answer, or one state. */
export const BOARD_FILTERS = ['all', 'late', 'owing', ...LIFE_STATES] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

/** most rows of one reading of a board */
export const LIFE_ROWS_MOST = 2000;

/** A command with some of its workers: late ones first, then failures and refusals, then by how far they are. */
export const commandBoardSchema = commandViewSchema.extend({
  rows: z.array(commandRowSchema),
  /** rows there are under the filter */
  found: z.number(),
});
export type CommandBoardView = z.infer<typeof commandBoardSchema>;

/** A command as it concerns one worker. */
export const workerCommandSchema = z.object({
  command: commandHeadSchema,
  own: commandRowSchema,
  waiting: z.boolean(),
});

/** Who would get a command. */
export const recipientsPreviewSchema = z.object({
  /** `desk`: this desk's own estimate while it is alone, by straight lines and what it last knew */
  by: z.enum(['centre', 'desk']),
  total: z.number(),
  reach: z.object({ now: z.number(), offline: z.number(), 'off-duty': z.number() }),
  /** some of each, the nearest first where a place was given */
  some: z.object({
    now: z.array(recipientRowSchema),
    offline: z.array(recipientRowSchema),
    'off-duty': z.array(recipientRowSchema),
  }),
  /** departments are known at the centre only, and it cannot be asked */
  departmentsUnknown: z.boolean(),
});
export type RecipientsPreview = z.infer<typeof recipientsPreviewSchema>;

/** What was revealed to the operator who asks, until when (this machine's clock). */
export const revealedSchema = z.object({
  contact: contactSchema.nullable(),
  texts: z.array(z.object({ eventId: z.string(), text: z.string() })),
  until: timeSchema,
});
export type Revealed = z.infer<typeof revealedSchema>;

export const caseViewSchema = z.object({
  case: caseSchema,
  /** contact as it may be shown: masked */
  contact: z.object({ name: z.string().optional(), phone: z.string().optional() }).nullable(),
  /** at a desk only, for whoever asked the centre with a reason; null when nothing is, or not any more */
  revealed: revealedSchema.nullable(),
  category: categorySchema.nullable(),
  department: departmentSchema.nullable(),
  workers: z.array(workerSchema),
  events: z.array(caseEventSchema),
  /** false when the history's hash chain does not hold */
  chainIntact: z.boolean(),
  actions: z.array(actionChoiceSchema),
  waiting: z.array(outboxItemSchema),
  commands: z.array(commandViewSchema),
});
export type CaseView = z.infer<typeof caseViewSchema>;

export const workerViewSchema = z.object({
  worker: workerSchema,
  gridName: z.string(),
  /** last fix, null when never seen */
  position: z
    .object({ lon: z.number(), lat: z.number(), at: timeSchema, speed: z.number(), heading: z.number() })
    .nullable(),
  /** bits of the fleet frame's STATUS */
  status: z.number(),
  openCases: z.array(caseRowSchema),
  commands: z.array(workerCommandSchema),
});
export type WorkerView = z.infer<typeof workerViewSchema>;

/** A worker proposed for a case or command, nearest first, with the reasons shown to the operator. */
export const workerChoiceSchema = z.object({
  worker: workerSchema,
  /** metres, straight line; null without a fix */
  distance: z.number().nullable(),
  /** ms since the last fix; null without one */
  fixAge: z.number().nullable(),
  status: z.number(),
  /** cases now in hand */
  load: z.number(),
  ownGrid: z.boolean(),
});
export type WorkerChoice = z.infer<typeof workerChoiceSchema>;

export const searchHitSchema = z.object({
  kind: z.enum(['case', 'worker', 'grid', 'department']),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const rateSchema = z.object({ value: z.number().nullable(), n: z.number(), of: z.number() });
export const figuresSchema = z.object({
  since: timeSchema,
  received: z.number(),
  open: z.number(),
  overdue: z.number(),
  closed: z.number(),
  supervised: z.number(),
  closingRate: rateSchema,
  onTimeRate: rateSchema,
  reworkRate: rateSchema,
  dispatchAccuracy: rateSchema,
  workers: z.object({ known: z.number(), online: z.number(), onDuty: z.number(), stale: z.number() }),
  byState: z.array(z.object({ state: z.enum(CASE_STATES), count: z.number() })),
  byHour: z.array(z.object({ hour: timeSchema, received: z.number(), closed: z.number() })),
  byStreet: z.array(z.object({ code: z.string(), name: z.string(), open: z.number(), overdue: z.number() })),
  byGroup: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), count: z.number() })),
});
export type Figures = z.infer<typeof figuresSchema>;

/** One line of the wall's ticker. */
export const tickerLineSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  action: z.string(),
  actorName: z.string(),
  at: timeSchema,
  urgency: z.enum(URGENCIES),
});

/** Who looked into personal data, newest first; the centre's word, which this desk keeps nothing of. */
export const auditPageSchema = z.object({
  /** `alone`: the centre cannot be asked now; `forbidden`: not for this operator */
  state: z.enum(['told', 'alone', 'forbidden']),
  rows: z.array(auditRowSchema),
  next: z.string().nullable(),
  /** looks asked for at this desk by this operator that the centre has not answered yet */
  waiting: z.array(
    z.object({ id: z.string(), kind: z.string(), subjectId: z.string(), at: timeSchema, reason: z.string() }),
  ),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const statusSchema = z.object({
  session: z.object({
    state: z.enum(['signed-out', 'signed-in', 'offline']),
    user: userSchema.nullable(),
  }),
  link: z.object({
    /** `alone`: no gateway, working from the cache; `refused`: the gateway does not want us (see reason) */
    state: z.enum(['off', 'connecting', 'online', 'alone', 'refused']),
    since: timeSchema,
    reason: z.string().nullable(),
    attempt: z.number(),
  }),
  sync: z.object({
    state: z.enum(['idle', 'snapshot', 'catching-up', 'live']),
    entity: z.string().nullable(),
    rows: z.number(),
    /** rows of the whole snapshot when the centre says how many there are */
    total: z.number().nullable(),
  }),
  outbox: z.object({
    waiting: z.number(),
    conflicts: z.number(),
    refused: z.number(),
    /** when the longest waiting action was taken */
    oldestAt: timeSchema.nullable(),
    /** after a time alone: how much of what waited then has been answered; null when there is no backlog */
    drain: z.object({ done: z.number(), total: z.number() }).nullable(),
  }),
  /** gateway time up to which the cache is true; null before the first sync */
  dataAsOf: timeSchema.nullable(),
  /** gateway clock − this machine's clock, ms */
  clockOffset: z.number(),
  /** records of a newer centre that this version cannot show; they are taken again after an update */
  unread: z.number(),
  /** where the key of what is encrypted at rest is kept; `lost`: what was encrypted before cannot be read any more */
  vault: z.enum(['keychain', 'file', 'lost']),
  centre: z.object({ name: z.string(), gateway: z.string(), demo: z.boolean() }),
  fleet: z.object({ known: z.number(), online: z.number(), onDuty: z.number() }),
  alarms: z.number(),
  care: careSchema,
  /**
   * this start found the database damaged and set it aside: actions that were saved, that are known to be lost, and
   * whether those are all there were; null when nothing was wrong
   */
  salvaged: z.object({ saved: z.number(), lost: z.number(), complete: z.boolean() }).nullable(),
  /** set when the cache could not be opened or written: a key of the station's messages */
  trouble: z.string().nullable(),
});
export type StationStatus = z.infer<typeof statusSchema>;
