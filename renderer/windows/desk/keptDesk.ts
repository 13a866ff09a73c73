import { z } from 'zod';
import { placeSchema } from '#shared/contract/dossierViews.ts';
import { queueFilterSchema } from '#shared/contract/queueFilter.ts';
import { mapMarkSchema } from '../../parts/index.ts';
import { QUEUE_NAMES } from '#shared/contract/queues.ts';

const KEPT_AS = 'street.desk.view';

const contextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('worker'), workerId: z.string().optional(), workerIndex: z.number().int().optional() }),
  z.object({
    kind: z.literal('composer'),
    initial: z.object({
      caseId: z.string().optional(),
      workerIds: z.array(z.string()).optional(),
      target: z.object({ lon: z.number(), lat: z.number() }).optional(),
    }),
  }),
  z.object({ kind: z.literal('commands'), commandId: z.string().nullable().default(null) }),
  z.object({ kind: z.literal('zones') }),
  z.object({ kind: z.literal('place'), place: placeSchema.nullable() }),
  z.object({ kind: z.literal('replay'), tab: z.enum(['district', 'case', 'walks']) }),
  z.object({ kind: z.literal('intercom'), tab: z.enum(['channels', 'talks', 'calls']) }),
  z.object({
    kind: z.literal('intake'),
    /** a new draft each time `nonce` is another; or a case that is corrected */
    start: z.object({ nonce: z.string().optional(), caseId: z.string().optional() }),
  }),
  z.object({
    kind: z.literal('musters'),
    /** a form about this is open */
    start: z
      .object({
        caseId: z.string().optional(),
        target: z.object({ lon: z.number(), lat: z.number(), address: z.string().optional() }).optional(),
      })
      .optional(),
  }),
]);
/** What the right region shows. */
type DeskContext = z.infer<typeof contextSchema>;
export type MusterStart = NonNullable<Extract<DeskContext, { kind: 'musters' }>['start']>;
export type IntakeStart = Extract<DeskContext, { kind: 'intake' }>['start'];
export type ComposerStart = Extract<DeskContext, { kind: 'composer' }>['initial'];

const viewSchema = z.object({
  queue: z.enum(QUEUE_NAMES),
  filter: queueFilterSchema.default({}),
  selectedCaseId: z.string().nullable(),
  centre: z.enum(['map', 'case']),
  context: contextSchema,
  /** the workers that are chosen together, by their places in the fleet's table */
  chosen: z.array(z.number().int().min(0)).default([]),
});
/** What a desk shows: comes back when its page is loaded again after a crash. */
export type DeskView = z.infer<typeof viewSchema>;

/** What a desk and its panels show alike. Without defaults: what is not said stays as it is. */
export const groupSchema = z.object({
  queue: z.enum(QUEUE_NAMES),
  filter: queueFilterSchema,
  selectedCaseId: z.string().nullable(),
  centre: z.enum(['map', 'case']),
  context: contextSchema,
  chosen: z.array(z.number().int().min(0)),
  flyTo: z
    .object({ lon: z.number(), lat: z.number(), zoom: z.number().optional(), nonce: z.number().int() })
    .nullable(),
  /** a row that was clicked, and where it is; its nonce grows with each click */
  visit: z.object({ key: z.string().max(120), lon: z.number(), lat: z.number(), nonce: z.number().int() }).nullable(),
  /** index of the worker whom the map keeps in the middle */
  follow: z.number().int().min(0).nullable(),
  /** the alarm whose row is wanted: a map in a window of its own has no list */
  alarmRow: z.string().max(100).nullable(),
  /** what the search on the map found, until the operator goes back */
  mark: mapMarkSchema.nullable(),
  /** the saved view that was asked for last */
  savedView: z.object({ name: z.string().max(40), nonce: z.string().max(60) }).nullable(),
});
export type GroupView = z.infer<typeof groupSchema>;

export const FRESH_VIEW: DeskView = {
  queue: 'intake',
  filter: {},
  selectedCaseId: null,
  centre: 'map',
  context: { kind: 'none' },
  chosen: [],
};

/** The view of this window before its page was loaded again; a fresh one in a new window or when it cannot be read. */
export function keptView(storage: Pick<Storage, 'getItem'>): DeskView {
  try {
    const kept = viewSchema.safeParse(JSON.parse(storage.getItem(KEPT_AS) ?? 'null'));
    return kept.success ? kept.data : FRESH_VIEW;
  } catch {
    return FRESH_VIEW;
  }
}

/** Keeps the view as long as the window lives: the session's storage outlives the page but not the window. */
export function keepView(
  storage: Pick<Storage, 'setItem'>,
  { queue, filter, selectedCaseId, centre, context, chosen }: DeskView,
): void {
  try {
    storage.setItem(KEPT_AS, JSON.stringify({ queue, filter, selectedCaseId, centre, context, chosen }));
  } catch (error) {
    console.warn('the view of the desk could not be kept', error);
  }
}
