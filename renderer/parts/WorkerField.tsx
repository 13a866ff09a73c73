import { useState } from 'react';
import type { WorkerChoice } from '#shared/contract/views.ts';
import { useTexts } from '../i18n/index.ts';
import { useFeed } from '../station/index.ts';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { WorkerSearch } from './WorkerSearch.tsx';

/** How many workers are read for a list; some may be left out by `allow`. */
const READ = 24;

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
export function WorkerField({ near, allow, ...props }: WorkerFieldProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const asked = text.trim();
  const nearest = useFeed('worker.near', nearInput(near));
  const found = useFeed('worker.near', nearInput(near, asked), { enabled: asked !== '' });
  const answer = asked === '' ? nearest : found;
  const { chosen, single } = props;
  const count = !single && chosen.length > 0 && (
    <span className={styles.count}>{t('chosen', { n: chosen.length })}</span>
  );
  return (
    <WorkerSearch
      {...props}
      aside={count}
      text={text}
      onText={setText}
      question={`${near.lon},${near.lat},${answer.isPlaceholderData ? '' : asked}`}
      rows={answer.data?.filter((choice) => allow?.(choice) ?? true)}
      pending={answer.isPending}
    />
  );
}
