import { type ReactNode, useState } from 'react';
import type { WorkerChoice } from '#shared/contract/views.ts';
import { useTexts } from '../i18n/index.ts';
import { TextField } from '../ui/index.ts';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { useFrozenChoices } from './useFrozenChoices.ts';
import { WorkerChoices } from './WorkerChoices.tsx';

const SHOWN = 12;

interface WorkerSearchProps<T extends WorkerChoice> {
  label: string;
  hint?: string;
  /** behind label and hint */
  aside?: ReactNode;
  /** the name or number that is looked for */
  text: string;
  onText: (text: string) => void;
  /** names what the rows answer: while it is the same, none of them moves */
  question: string;
  /** who can be chosen; undefined until it is known */
  rows: readonly T[] | undefined;
  pending: boolean;
  /** others who were proposed: chosen ones of them stay in sight */
  proposed?: readonly T[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  autoFocus?: boolean;
  /** what else is to be said of one, after the distance */
  more?: (row: T) => ReactNode;
  /** what is to be said of those who are chosen, below the list */
  children?: (chosen: readonly T[]) => ReactNode;
}

/** Workers to choose from, found by name too; whoever is chosen stays in sight while another is searched for. */
export function WorkerSearch<T extends WorkerChoice>(props: WorkerSearchProps<T>) {
  const { label, hint, question, proposed = [], chosen, onChange } = props;
  const t = useTexts(texts);
  const rows = useFrozenChoices(question, props.rows, (row) => row.worker.id);
  const [picked, setPicked] = useState<readonly T[]>([]);
  const known = new Map([...proposed, ...picked, ...rows].map((row) => [row.worker.id, row]));
  const shown = rows.slice(0, SHOWN);
  const kept = chosen.flatMap((id) => (shown.some((row) => row.worker.id === id) ? [] : (known.get(id) ?? [])));
  const choose = (ids: string[]) => {
    setPicked(ids.flatMap((id) => known.get(id) ?? []));
    onChange(ids);
  };
  return (
    <div className={styles.workerField}>
      <div className={styles.workerHead}>
        <span className={styles.workerLabel}>{label}</span>
        {hint && <span className={styles.workerHint}>{hint}</span>}
        {props.aside}
      </div>
      <TextField
        label={t('findWorker')}
        labelHidden
        type="search"
        placeholder={t('findWorker')}
        value={props.text}
        autoFocus={props.autoFocus}
        onChange={props.onText}
      />
      <WorkerChoices
        label={label}
        choices={[...kept, ...shown]}
        pending={props.pending}
        chosen={chosen}
        onChange={choose}
        single={props.single}
        more={props.more}
      />
      {props.children?.(chosen.flatMap((id) => known.get(id) ?? []))}
    </div>
  );
}
