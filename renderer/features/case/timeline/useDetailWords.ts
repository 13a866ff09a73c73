import type { CaseEvent } from '#shared/domain/case.ts';
import { common, formatTime, useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import { detailOf, type LineDetail } from './lineDetail.ts';

/** Whom a line speaks of: those it went to, took off, or is told of. */
function namesOf({ departmentId, departmentIds = [], workerIds = [], assignee, assigneeId, to }: LineDetail): string[] {
  const departments = departmentId ? [departmentId, ...departmentIds] : departmentIds;
  const others = [assignee?.id, assigneeId, to?.id].filter((id) => id !== undefined);
  return [...new Set([...departments, ...workerIds, ...others])];
}

/** What an action said beside its note: to whom, until when, how far; '' when nothing. */
export function useDetailWords(nameOf: (id: string) => string): (event: CaseEvent) => string {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const whom = (event: CaseEvent, names: string) => {
    if (names === '') return '';
    if (event.action === 'order-check') return t('timeline.checkers', { names });
    return event.action === 'unassign' ? t('timeline.without', { names }) : t('timeline.to', { names });
  };
  return (event) => {
    const detail = detailOf(event);
    const isTold = event.action === 'report' || event.action === 'correct';
    const names = isTold ? '' : namesOf(detail).map(nameOf).join(t('timeline.listGap'));
    return [
      whom(event, names),
      detail.workerId && t('timeline.verifier', { name: nameOf(detail.workerId) }),
      detail.level && t('timeline.level', { n: detail.level }),
      detail.dueAt && t('timeline.due', { time: formatTime(detail.dueAt, now) }),
      detail.until && t('timeline.until', { time: formatTime(detail.until, now) }),
      detail.reviewAt && t('timeline.review', { time: formatTime(detail.reviewAt, now) }),
      detail.toTier && tc(`tiers.${detail.toTier}`),
      detail.outcome && t(`outcomes.${detail.outcome}`),
      detail.satisfaction && t('timeline.stars', { n: detail.satisfaction }),
      detail.found !== undefined && t(detail.found ? 'timeline.found' : 'timeline.notFound'),
      detail.passed !== undefined && t(detail.passed ? 'timeline.passed' : 'timeline.failed'),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
