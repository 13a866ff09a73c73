import { z } from 'zod';
import { CASE_STATES, URGENCIES } from '../domain/case.ts';
import { codeSchema, idSchema, latSchema, lonSchema, timeSchema } from '../protocol/common.ts';
import { commandPolicySchema, commandTemplatesSchema, recipientsSchema } from '../protocol/commands.ts';
import { ALARM_FEEDS } from './alarmViews.ts';
import { COVERAGE_FEEDS } from './coverageViews.ts';
import { AUDIT_KINDS } from '../protocol/console.ts';
import { categorySchema, departmentSchema, gridSchema, workerSchema } from '../protocol/entities.ts';
import { backupSchema } from './backups.ts';
import { DISPATCH_FEEDS } from './dispatchViews.ts';
import { IMPORT_FEEDS } from './importViews.ts';
import { INTAKE_FEEDS } from './intakeViews.ts';
import { FIGURES_FEEDS } from './figuresViews.ts';
import { FLEET_FEEDS } from './fleetViews.ts';
import { MAP_FIND_FEEDS } from './mapFindViews.ts';
import { MAP_LAYER_FEEDS } from './mapLayerViews.ts';
import { musterReplaySchema, musterRoutesSchema, musterRowSchema, musterViewSchema } from './musterViews.ts';
import { DESK_FEEDS } from './deskFeeds.ts';
import { OVERLAY_FEEDS } from './overlays.ts';
import { queueFilterSchema } from './queueFilter.ts';
import { QUEUE_NAMES } from './queues.ts';
import { DOSSIER_FEEDS } from './dossierViews.ts';
import { RADIO_FEEDS } from './radio.ts';
import { SHIFT_FEEDS } from './shiftViews.ts';
import { TRAIL_FEEDS } from './trailViews.ts';
import { VIDEO_FEEDS } from './video.ts';
import {
  auditPageSchema,
  BOARD_FILTERS,
  caseRowSchema,
  caseViewSchema,
  commandBoardSchema,
  commandViewSchema,
  figuresSchema,
  LIFE_ROWS_MOST,
  outboxItemSchema,
  recipientsPreviewSchema,
  searchHitSchema,
  statusSchema,
  tickerLineSchema,
  workerChoiceSchema,
  workerViewSchema,
} from './views.ts';

/** What a window can be told has changed. A window re-reads the feeds whose topics it holds. */
export const TOPICS = [
  'cases',
  'case-events',
  'commands',
  'workers',
  'catalogue',
  'outbox',
  'alarms',
  'status',
  'shift',
  'musters',
  'backups',
  'radio',
  'recordings',
  'video',
  'claims',
  'seats',
  'imports',
  'duty',
  'areas',
  'coverage',
  'overlays',
] as const;
export type Topic = (typeof TOPICS)[number];

interface FeedRow {
  input: z.ZodType;
  output: z.ZodType;
  /** topics that make an earlier answer stale */
  topics: readonly Topic[];
}

/** so many workers can be chosen together: as many as a channel takes */
export const MOST_CHOSEN = 2000;

/** Every read of a window: name → input, output, topics. Order and limits are the feed's own. */
export const FEEDS = {
  /**
   * case rows of a queue: urgency, then due time, then id; keyset pages. Of a filter that fits few, a page may hold fewer rows
   * than asked for, or none, and yet name a next one. `total` counts the queue without its filter
   */
  'queue.page': {
    input: z.object({
      queue: z.enum(QUEUE_NAMES),
      filter: queueFilterSchema.optional(),
      after: z.string().max(500).optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ rows: z.array(caseRowSchema), next: z.string().nullable(), total: z.number() }),
    topics: ['cases', 'outbox', 'claims'],
  },
  /** how many rows a filter leaves of a queue: `exact`, or at least so many */
  'queue.count': {
    input: z.object({ queue: z.enum(QUEUE_NAMES), filter: queueFilterSchema }),
    output: z.object({ n: z.number(), exact: z.boolean() }),
    topics: ['cases', 'outbox', 'claims'],
  },
  'queue.counts': {
    input: z.object({}),
    output: z.array(z.object({ queue: z.enum(QUEUE_NAMES), total: z.number(), overdue: z.number() })),
    topics: ['cases', 'outbox', 'claims'],
  },
  'case.get': {
    input: z.object({ id: idSchema }),
    output: caseViewSchema.nullable(),
    topics: ['cases', 'case-events', 'commands', 'outbox'],
  },
  /** open cases as map markers, a page at a time: the next one is asked for after its last marker */
  'case.markers': {
    input: z.object({
      after: z.object({ urgency: z.enum(URGENCIES), dueAt: z.number().nullable(), id: idSchema }).optional(),
    }),
    output: z.object({
      markers: z.array(
        z.object({
          id: z.string(),
          lon: z.number(),
          lat: z.number(),
          state: z.enum(CASE_STATES),
          urgency: z.enum(URGENCIES),
          title: z.string(),
          yellowAt: z.number().nullable(),
          dueAt: z.number().nullable(),
          stopped: z.boolean(),
        }),
      ),
      more: z.boolean(),
    }),
    topics: ['cases'],
  },
  'worker.get': {
    input: z.union([z.object({ id: codeSchema }), z.object({ index: z.number().int().min(0) })]),
    output: workerViewSchema.nullable(),
    topics: ['workers', 'commands', 'cases'],
  },
  'worker.near': {
    input: z.object({
      lon: lonSchema,
      lat: latSchema,
      count: z.number().int().min(1).max(100),
      gridCode: z.string().optional(),
      text: z.string().max(50).optional(),
    }),
    output: z.array(workerChoiceSchema),
    topics: ['workers'],
  },
  /** the workers at these places of the fleet's table, in no order; unknown ones are left out */
  'worker.chosen': {
    input: z.object({ indices: z.array(z.number().int().min(0)).max(MOST_CHOSEN) }),
    output: z.array(workerSchema),
    topics: ['workers'],
  },
  'worker.names': {
    input: z.object({ ids: z.array(codeSchema).max(500) }),
    output: z.array(workerSchema),
    topics: ['workers'],
  },
  'department.list': { input: z.object({}), output: z.array(departmentSchema), topics: ['catalogue'] },
  'category.list': { input: z.object({}), output: z.array(categorySchema), topics: ['catalogue'] },
  'grid.list': {
    input: z.object({ tier: z.enum(['street', 'community', 'unit']), parent: z.string().optional() }),
    output: z.array(gridSchema),
    topics: ['catalogue'],
  },
  /** the newest, those that wait for a second person before all others; each in sum */
  'command.list': {
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.array(commandViewSchema),
    topics: ['commands', 'outbox', 'catalogue'],
  },
  /** of one command: its sums, and rows of workers from a place in their order on; null when it is not known */
  'command.board': {
    input: z.object({
      id: idSchema,
      show: z.enum(BOARD_FILTERS).optional(),
      from: z.number().int().min(0).max(100_000).optional(),
      limit: z.number().int().min(1).max(LIFE_ROWS_MOST),
    }),
    output: commandBoardSchema.nullable(),
    topics: ['commands', 'outbox', 'catalogue'],
  },
  /** commands of others that wait for a second person, oldest first: whoever reads it may agree to them or refuse them */
  'command.proposed': {
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), title: z.string(), byName: z.string(), issuedAt: timeSchema })),
    topics: ['commands', 'outbox', 'status'],
  },
  /** the centre's with this desk's waiting changes laid over them, by name */
  'command.templates': { input: z.object({}), output: commandTemplatesSchema, topics: ['catalogue', 'outbox'] },
  'command.policy': { input: z.object({}), output: commandPolicySchema, topics: ['catalogue', 'outbox'] },
  /** who would get a command, and how far they are from a place; asks the centre, or estimates while alone */
  'recipients.preview': {
    input: z.object({
      recipients: recipientsSchema,
      place: z.object({ lon: lonSchema, lat: latSchema }).optional(),
    }),
    output: recipientsPreviewSchema,
    topics: [],
  },
  ...DISPATCH_FEEDS,
  ...INTAKE_FEEDS,
  ...MAP_FIND_FEEDS,
  ...FLEET_FEEDS,
  ...MAP_LAYER_FEEDS,
  ...COVERAGE_FEEDS,
  ...OVERLAY_FEEDS,
  ...DESK_FEEDS,
  ...RADIO_FEEDS,
  ...VIDEO_FEEDS,
  /** newest first */
  'backup.list': { input: z.object({}), output: z.array(backupSchema), topics: ['backups'] },
  /**
   * what has not been confirmed: decisions (conflicts and refusals) first, then what waits, each in the order it was done. At
   * most 200 unless said; how many there are altogether is in `status.outbox`
   */
  'outbox.list': {
    input: z.object({
      /** the last id of the page before */
      after: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.array(outboxItemSchema),
    topics: ['outbox'],
  },
  ...SHIFT_FEEDS,
  ...IMPORT_FEEDS,
  ...DOSSIER_FEEDS,
  /** running musters first, then those that are over, the newest first */
  'muster.list': { input: z.object({}), output: z.array(musterRowSchema), topics: ['musters'] },
  'muster.get': {
    input: z.object({ id: idSchema }),
    output: musterViewSchema.nullable(),
    topics: ['musters', 'workers', 'outbox'],
  },
  /** refused until it was looked up with a reason (`muster.replay`) */
  'muster.replay': { input: z.object({ id: idSchema }), output: musterReplaySchema, topics: [] },
  /** may wait for the network */
  'muster.routes': { input: z.object({ id: idSchema }), output: musterRoutesSchema, topics: ['musters'] },
  /** who looked into personal data; may wait for the network */
  'audit.list': {
    input: z.object({
      kind: z.enum(AUDIT_KINDS).optional(),
      /** id of a case or worker */
      subject: z.string().min(1).max(100).optional(),
      actorId: codeSchema.optional(),
      from: timeSchema.optional(),
      to: timeSchema.optional(),
      after: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: auditPageSchema,
    topics: ['outbox', 'status'],
  },
  ...ALARM_FEEDS,
  search: {
    input: z.object({ text: z.string().max(100), limit: z.number().int().min(1).max(100) }),
    output: z.array(searchHitSchema),
    topics: [],
  },
  /** of today, for the wall: the same definitions as `figures.table` */
  figures: { input: z.object({}), output: figuresSchema, topics: ['cases'] },
  ...FIGURES_FEEDS,
  ticker: {
    input: z.object({ limit: z.number().int().min(1).max(100) }),
    output: z.array(tickerLineSchema),
    topics: ['case-events'],
  },
  ...TRAIL_FEEDS,
  status: { input: z.object({}), output: statusSchema, topics: ['status'] },
  /** bytes of a photo, from the cache or fetched from the gateway; null while it cannot be had */
  'media.get': {
    input: z.object({ id: idSchema }),
    output: z.object({ mime: z.string(), bytes: z.instanceof(Uint8Array) }).nullable(),
    topics: [],
  },
} as const satisfies Record<string, FeedRow>;

export type FeedName = keyof typeof FEEDS;
export const FEED_NAMES = Object.keys(FEEDS) as FeedName[];
export type FeedInput<K extends FeedName> = z.input<(typeof FEEDS)[K]['input']>;
export type FeedOutput<K extends FeedName> = z.output<(typeof FEEDS)[K]['output']>;
