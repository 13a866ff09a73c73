import { useMemo } from 'react';
import type { OverlayTrouble, OverlayView } from '#shared/contract/overlays.ts';
import { isOver, type Notice, type NoticeLevel } from '#shared/domain/notice.ts';
import { formatFullTime, formatTime, useTexts } from '../../i18n/index.ts';
import { useNow } from '../../station/index.ts';
import { overlayTexts } from './locale.ts';

/** of a notice's end no more is said than its minute */
const LOOK_MS = 10_000;

/** The notices of an overlay that are not over; the same list until another is. */
export function useStanding({ notices }: Pick<OverlayView, 'notices'>): readonly Notice[] {
  const now = useNow(LOOK_MS);
  const standing = notices.filter((notice) => !isOver(notice, now));
  const key = standing.map(({ id }) => id).join('\n');
  // oxlint-disable-next-line react/exhaustive-deps -- the same ones, by their ids, are the same list
  return useMemo(() => standing, [notices, key]);
}

/** What is said of notices and overlays, in one way on map, strip and form. */
export function useOverlayWords() {
  const t = useTexts(overlayTexts);
  return {
    level: (level: NoticeLevel) => t(`levels.${level}`),
    /** its title with its level: told without a colour */
    named: ({ title, level }: Pick<Notice, 'title' | 'level'>) => t('named', { title, level: t(`levels.${level}`) }),
    trouble: (trouble: OverlayTrouble) => t(`troubles.${trouble}`),
    wrong: (n: number) => t('wrong', { n }),
    asOf: (asOf: number | null) => (asOf === null ? t('never') : t('asOf', { time: formatFullTime(asOf) })),
    /** when it holds */
    period: ({ from, to }: Pick<Notice, 'from' | 'to'>, now: number): string => {
      const [begin, end] = [from, to].map((at) => (at === null ? '' : formatTime(at, now)));
      if (begin && end) return t('fromTo', { from: begin, to: end });
      if (begin) return t('from', { from: begin });
      return end ? t('to', { to: end }) : t('open');
    },
  };
}
