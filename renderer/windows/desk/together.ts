import { z } from 'zod';
import { deskOf, type Panel, panelOf } from '#shared/contract/windows.ts';
import { groupSchema, type GroupView } from './keptDesk.ts';

/**
 * The windows of one operator tell each other what is selected and shown. A desk and its panels (`desk-1`, `desk-1.map`) are a
 * group and show the same; other desks share the selection, and mark the place that was looked for at this one: each keeps its own queue,
 * page and view of the map.
 */

const saidSchema = z.object({
  from: z.string().max(40),
  /** `here`: it has just opened; `there`: it was before, and says so to one that has; `gone`: it closes */
  presence: z.enum(['here', 'there', 'gone']).optional(),
  view: groupSchema.partial().optional(),
});
export type Said = z.infer<typeof saidSchema>;

/** How much of what another window said concerns this one. */
export function concerns(me: string, from: string): 'all' | 'selection' | 'nothing' {
  if (me === from) return 'nothing';
  if (deskOf(me) === deskOf(from)) return 'all';
  return panelOf(from) !== null ? 'nothing' : 'selection';
}

/** What this window takes from another: a view, or what another desk marks on its map. */
export interface Taken extends Partial<GroupView> {
  otherMark?: GroupView['mark'];
}

/** What of a view this window takes from another; nothing when it is not concerned. */
export function taken(me: string, { from, presence, view = {} }: Said): Taken {
  const concern = concerns(me, from);
  if (concern === 'all') return view;
  if (me === from) return {};
  const { selectedCaseId, chosen, mark } = view;
  // A desk that closes takes its mark along.
  const otherMark = presence === 'gone' && panelOf(from) === null ? null : mark;
  return {
    ...(concern === 'nothing' || selectedCaseId === undefined ? {} : { selectedCaseId }),
    ...(concern === 'nothing' || chosen === undefined ? {} : { chosen }),
    ...(otherMark === undefined ? {} : { otherMark }),
  };
}

/** The panels of a desk that stand in windows of their own, after what was said. */
export function panelsAfter(me: string, panels: ReadonlySet<Panel>, { from, presence }: Said): ReadonlySet<Panel> {
  const panel = panelOf(from);
  if (panel === null || panelOf(me) !== null || deskOf(from) !== me || presence === undefined) return panels;
  const next = new Set(panels);
  if (presence === 'gone') next.delete(panel);
  else next.add(panel);
  return next;
}

/** The keys of a group's view that differ between two states. */
export function changed(before: GroupView, after: GroupView): Partial<GroupView> {
  const keys = groupSchema.keyof().options.filter((key) => before[key] !== after[key]);
  return Object.fromEntries(keys.map((key) => [key, after[key]]));
}

/** A line to the other windows of the app; what does not fit its schema is not heard. Answers how to speak, and to hang up. */
export function openLine(hear: (said: Said) => void): { say: (said: Said) => void; close: () => void } {
  const channel = new BroadcastChannel('street.windows');
  channel.addEventListener('message', ({ data }) => {
    const said = saidSchema.safeParse(data);
    if (said.success) hear(said.data);
    else console.warn('another window said what is not understood', said.error);
  });
  return { say: (said) => channel.postMessage(said), close: () => channel.close() };
}
