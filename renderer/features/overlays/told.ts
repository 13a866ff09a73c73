import { z } from 'zod';
import type { OverlayView } from '#shared/contract/overlays.ts';
import { isGrave, isOver, NOTICE_LEVELS, type Notice } from '#shared/domain/notice.ts';

/** Which grave notices this workstation's operators were told of, each with its level: one that becomes graver is told again. */
export const toldSchema = z.array(z.string().max(400)).max(500);
export const TOLD_KEY = 'street.notices.told';
const MOST_TOLD = 500;

export interface Telling {
  key: string;
  notice: Notice;
  /** name of its source */
  from: string;
}

/** Notices to be told now, the gravest first. One that is blue or yellow is on the map, and needs no word. */
export function tellings(overlays: readonly OverlayView[], told: readonly string[], now: number): Telling[] {
  const grave = ({ notice }: Telling) => NOTICE_LEVELS.indexOf(notice.level);
  return overlays
    .flatMap(({ source, notices }) =>
      notices
        .filter((notice) => isGrave(notice) && !isOver(notice, now))
        .map((notice) => ({ key: `${source.id} ${notice.level} ${notice.id}`, notice, from: source.name })),
    )
    .filter(({ key }) => !told.includes(key))
    .sort((a, b) => grave(b) - grave(a));
}

/** What was told, with more; the oldest are forgotten when there are too many. */
export function withTold(told: readonly string[], more: readonly Telling[]): string[] {
  return [...told, ...more.map(({ key }) => key)].slice(-MOST_TOLD);
}
