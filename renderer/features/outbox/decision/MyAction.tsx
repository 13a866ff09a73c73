import type { ReactNode } from 'react';
import type { OutboxItem } from '#shared/contract/views.ts';
import { common, formatCount, formatTime, maskedText, useTexts } from '../../../i18n/index.ts';
import { actionDetailOf, Fact } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import styles from './decision.module.css';
import { otherDetailOf } from './payloadFacts.ts';
import { useCodeNames } from './useFieldWords.ts';

type Entry = [name: string, value: ReactNode];

/** What an action on a case says beside its name. */
function useActionEntries(payload: unknown): Entry[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const detail = actionDetailOf(payload);
  const people = [...(detail.workerIds ?? []), ...(detail.workerId ? [detail.workerId] : [])];
  const nameOf = useCodeNames(people);
  const time = (at: number | undefined) => at !== undefined && formatTime(at, now);
  return [
    [tc('nouns.reason'), maskedText(detail.reason ?? '')],
    [tc('nouns.note'), maskedText(detail.note ?? '')],
    [t('decision.fields.department'), detail.departmentId && nameOf(detail.departmentId)],
    [t('decision.fields.workers'), people.map(nameOf).join(t('decision.listGap'))],
    [t('decision.fields.dueAt'), time(detail.dueAt)],
    [t('decision.fields.extension'), time(detail.until)],
    [t('decision.fields.reviewAt'), time(detail.reviewAt)],
    [t('decision.fields.supervision'), detail.level && t('decision.levelN', { n: detail.level })],
    [t('decision.fields.satisfaction'), detail.satisfaction],
  ];
}

/** What the other actions say: a new case, a command, a line of the shift log. */
function useOtherEntries(payload: unknown): Entry[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const detail = otherDetailOf(payload);
  const { workers = [], teams = [], grids = [] } = detail.recipients ?? {};
  const nameOf = useCodeNames(workers);
  const people = workers.slice(0, 8).map(nameOf).join(t('decision.listGap'));
  const groups = [...teams, ...grids].join(t('decision.listGap'));
  const more = workers.length > 8 ? t('decision.andMore', { n: formatCount(workers.length - 8) }) : '';
  const { contact } = detail;
  return [
    [t('decision.fields.title'), detail.title],
    [t('decision.fields.text'), maskedText(detail.text ?? '')],
    [t('decision.kind'), detail.kind && tc(`commandKinds.${detail.kind}`)],
    [t('decision.priority'), detail.priority && tc(`priorities.${detail.priority}`)],
    [t('decision.recipients'), [people + more, groups].filter(Boolean).join(' · ')],
    [t('decision.expires'), detail.expiresAt !== undefined && formatTime(detail.expiresAt, now)],
    [t('decision.fields.address'), detail.address],
    [t('decision.fields.category'), detail.categoryCode && nameOf(detail.categoryCode)],
    [t('decision.fields.urgency'), detail.urgency && tc(`urgencies.${detail.urgency}`)],
    [t('decision.contact'), contact && [contact.name, contact.phone].filter(Boolean).join(' ')],
    [t('decision.toUser'), detail.toUserId],
  ];
}

/** What the operator sent, as facts. */
export function MyAction({ item }: { item: OutboxItem }) {
  const t = useTexts(texts);
  const onCase = useActionEntries(item.payload);
  const others = useOtherEntries(item.payload);
  const entries = [...others, ...onCase].filter(([, value]) => Boolean(value));
  if (entries.length === 0) return <p className={styles.quiet}>{t('decision.noContent')}</p>;
  return (
    <dl className={styles.facts}>
      {entries.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}
