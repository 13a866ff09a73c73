import { useState } from 'react';
import type { WorkerChoice } from '#shared/contract/views.ts';
import { useTexts } from '../i18n/index.ts';
import { useFeed } from '../station/index.ts';
import { TextField } from '../ui/index.ts';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { useFrozenChoices } from './useFrozenChoices.ts';
import { WorkerChoices } from './WorkerChoices.tsx';

/** How many workers are read for a list; some may be left out by `allow`. */
const READ = 24;
const SHOWN = 12;

export interface WorkersNear {
  lon: number;
  lat: number;
  gridCode: string;
}

/** The question every list of workers near a place asks, so that form and list share one answer. */
export function nearInput({ lon, lat, gridCode }: WorkersNear, text = '') {
  return { lon, lat, count: READ, gridCode, ...(text ? { text } : {}) };
}

export interface WorkerFieldProps {
  label: string;
  hint?: string;
  near: WorkersNear;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  /** false leaves a worker out of the list */
  allow?: (choice: WorkerChoice) => boolean;
  autoFocus?: boolean;
}

/** Workers near a place, nearest first, or found by name; those chosen stay in sight while another name is searched. */
export function WorkerField({ label, hint, near, chosen, onChange, single, allow, autoFocus }: WorkerFieldProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const asked = text.trim();
  const nearest = useFeed('worker.near', nearInput(near));
  const found = useFeed('worker.near', nearInput(near, asked), { enabled: asked !== '' });
  const answer = asked === '' ? nearest : found;
  const usable = answer.data?.filter((choice) => allow?.(choice) ?? true);
  const question = `${near.lon},${near.lat},${answer.isPlaceholderData ? '' : asked}`;
  const choices = useFrozenChoices(question, usable, (choice) => choice.worker.id);
  const [picked, setPicked] = useState<readonly WorkerChoice[]>([]);
  const known = new Map([...picked, ...choices].map((choice) => [choice.worker.id, choice]));
  const shown = choices.slice(0, SHOWN);
  const kept = chosen.flatMap((id) => (shown.some((choice) => choice.worker.id === id) ? [] : (known.get(id) ?? [])));
  const choose = (ids: string[]) => {
    setPicked(ids.flatMap((id) => known.get(id) ?? []));
    onChange(ids);
  };
  return (
    <div className={styles.workerField}>
      <div className={styles.workerHead}>
        <span className={styles.workerLabel}>{label}</span>
        {hint && <span className={styles.workerHint}>{hint}</span>}
        {!single && chosen.length > 0 && <span className={styles.count}>{t('chosen', { n: chosen.length })}</span>}
      </div>
      <TextField
        label={t('findWorker')}
        labelHidden
        type="search"
        placeholder={t('findWorker')}
        value={text}
        autoFocus={autoFocus}
        onChange={setText}
      />
      <WorkerChoices
        label={label}
        choices={[...kept, ...shown]}
        pending={answer.isPending}
        chosen={chosen}
        onChange={choose}
        single={single}
      />
    </div>
  );
}
