import { z } from 'zod';

export const WINDOW_KINDS = ['desk', 'wall', 'video'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];
export const windowKindSchema = z.enum(WINDOW_KINDS);

/** What of a desk may stand in a window of its own, beside the desk it was taken from. */
export const PANELS = ['map', 'case'] as const;
export type Panel = (typeof PANELS)[number];

/** A window by its name, kept from start to start: `desk-1`, `wall-2`, `video`, `desk-1.map`. */
export const windowNameSchema = z.string().regex(/^(desk-\d{1,2}(\.(map|case))?|wall-\d{1,2}|video)$/);

/** What is asked for by a link `street-console://…` from outside the app: a case by its id or its number. */
export const deepLinkSchema = z.object({ kind: z.literal('case'), key: z.string().min(1).max(100) });
export type DeepLink = z.infer<typeof deepLinkSchema>;

/** Names of windows: `desk-1`, `wall-2`, `video`; a panel taken from a desk is `desk-1.map`. */
export function kindOf(name: string): WindowKind {
  return WINDOW_KINDS.find((kind) => name.startsWith(kind)) ?? 'desk';
}

/** What of a desk a window shows; null when it is no panel. */
export function panelOf(name: string): Panel | null {
  return PANELS.find((panel) => name.endsWith(`.${panel}`)) ?? null;
}

export function panelName(desk: string, panel: Panel): string {
  return `${deskOf(desk)}.${panel}`;
}

/** The desk a panel was taken from; the name itself of any other window. */
export function deskOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** The first name of a kind that no open window has. */
export function freeName(kind: WindowKind, taken: readonly string[]): string {
  if (kind === 'video') return 'video';
  for (let n = 1; ; n += 1) if (!taken.includes(`${kind}-${n}`)) return `${kind}-${n}`;
}
