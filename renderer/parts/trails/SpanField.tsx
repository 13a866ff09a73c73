import { useState } from 'react';
import type { Span } from '#shared/contract/trailViews.ts';
import { formatDuration, formatFullTime, useTexts } from '../../i18n/index.ts';
import { gatewayNow } from '../../station/index.ts';
import { Select, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { KEPT_MS, readSpan, type TypedSpan, typedSpan } from './span.ts';
import styles from './trails.module.css';

const HOUR_MS = 3_600_000;
const QUICK = ['1', '4', '8', '24', 'other'] as const;
type Quick = (typeof QUICK)[number];

export interface PastSpan {
  typed: TypedSpan;
  quick: Quick;
}

export interface SpanFieldProps {
  value: PastSpan;
  onChange: (value: PastSpan) => void;
  /** the longest period that can be asked for, ms */
  most: number;
}

const lastHours = (hours: number): Span => ({ from: gatewayNow() - hours * HOUR_MS, to: gatewayNow() });

/** A past period to begin with: the last hour, or the one given. */
export function usePastSpan(first?: Span): [PastSpan, (value: PastSpan) => void] {
  return useState<PastSpan>(() => ({
    quick: first ? 'other' : '1',
    typed: typedSpan(first ?? lastHours(1)),
  }));
}

/** The period that is meant now: of the last hours it goes on with the clock. Null: what is typed is none. */
export function spanOf({ typed, quick }: PastSpan, most: number): Span | null {
  if (quick !== 'other') return lastHours(Number(quick));
  const read = readSpan(typed, gatewayNow(), most);
  return 'problem' in read ? null : read;
}

/** Any past period: the last hours at once, or from and to as typed; says how far trails reach back. */
export function SpanField({ value, onChange, most }: SpanFieldProps) {
  const t = useTexts(texts);
  const { typed, quick } = value;
  const read = quick === 'other' ? readSpan(typed, gatewayNow(), most) : null;
  const problem = read && 'problem' in read ? read.problem : null;
  const said = problem && t(`span.problems.${problem}`, { most: formatDuration(most) });
  const change = (part: Partial<TypedSpan>) => onChange({ quick: 'other', typed: { ...typed, ...part } });
  return (
    <div className={styles.span}>
      <Select
        label={t('span.label')}
        labelHidden
        value={quick}
        options={QUICK.filter((one) => one === 'other' || Number(one) * HOUR_MS <= most).map((one) => ({
          value: one,
          label: one === 'other' ? t('span.other') : t('span.hours', { n: Number(one) }),
        }))}
        onChange={(next) =>
          onChange({ quick: next, typed: next === 'other' ? typed : typedSpan(lastHours(Number(next))) })
        }
      />
      {quick === 'other' && (
        <div className={styles.ends}>
          <TextField label={t('span.from')} value={typed.from} onChange={(from) => change({ from })} />
          <TextField label={t('span.to')} value={typed.to} onChange={(to) => change({ to })} />
          <p className={problem ? styles.problem : styles.kept} role={problem ? 'alert' : undefined}>
            {said ?? t('span.kept', { from: formatFullTime(gatewayNow() - KEPT_MS).slice(0, 10) })}
          </p>
        </div>
      )}
    </div>
  );
}
