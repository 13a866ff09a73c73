import type { ReactNode } from 'react';
import { formatRemaining, useTexts } from '../../../i18n/index.ts';
import { localInput, parseLocalInput } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './forms.module.css';

const HOUR = 3_600_000;

export interface TimeFieldProps {
  label: string;
  /** as typed; null: untouched, the proposal counts */
  value: string | null;
  proposed: number | null;
  onChange: (value: string | null) => void;
  /** said of the proposal while it is untouched */
  proposedWords?: string;
  /** steps onward from the proposal or now, in hours */
  steps: readonly number[];
  autoFocus?: boolean;
  /** what a moment means here, in place of how long it is */
  words?: (at: number) => ReactNode;
}

/** A moment to come: typed, or set by a step; shown with how long that is. */
export function TimeField({
  label,
  value,
  proposed,
  onChange,
  proposedWords,
  steps,
  autoFocus,
  words: wordsOf,
}: TimeFieldProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const at = value === null ? proposed : parseLocalInput(value, now);
  const words = at === null ? null : (wordsOf?.(at) ?? `${localInput(at)} · ${formatRemaining(at, now)}`);
  return (
    <div className={styles.time}>
      <TextField
        label={label}
        value={value ?? (proposed === null ? '' : localInput(proposed))}
        placeholder="2026-01-31 18:00"
        inputMode="numeric"
        error={value?.trim() && at === null ? t('badTime') : null}
        autoFocus={autoFocus}
        onChange={onChange}
        hint={
          words && (
            <>
              {words}
              {value === null && proposedWords && ` · ${proposedWords}`}
            </>
          )
        }
      />
      <div className={styles.steps}>
        {steps.map((hours) => (
          <Button
            key={hours}
            size="small"
            look="quiet"
            onClick={() => onChange(localInput(Math.max(now, at ?? now) + hours * HOUR))}
          >
            {hours % 24 === 0 ? t('plusDays', { n: hours / 24 }) : t('plusHours', { n: hours })}
          </Button>
        ))}
        {value !== null && proposed !== null && (
          <Button size="small" look="quiet" onClick={() => onChange(null)}>
            {proposedWords ?? localInput(proposed)}
          </Button>
        )}
      </div>
    </div>
  );
}
