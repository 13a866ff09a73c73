import { type ReactNode, useId } from 'react';
import type { WorkerChoice } from '#shared/contract/views.ts';
import { formatAge, formatDistance, useTexts } from '../i18n/index.ts';
import { classes, Loading } from '../ui/index.ts';
import { dragsWorker } from './drag/item.ts';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { WorkerStatusMarks } from './WorkerStatusMarks.tsx';

interface WorkerChoicesProps<T extends WorkerChoice> {
  /** names the group */
  label: string;
  choices: readonly T[];
  pending: boolean;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  /** one at most: radio buttons instead of check boxes */
  single?: boolean;
  /** what else is to be said of one, after the distance */
  more?: (choice: T) => ReactNode;
}

function Reasons({ choice, id, more }: { choice: WorkerChoice; id: string; more: ReactNode }) {
  const t = useTexts(texts);
  return (
    <span id={id} className={styles.reasons}>
      <span className={styles.distance}>{choice.distance === null ? t('noFix') : formatDistance(choice.distance)}</span>
      {more}
      {choice.ownGrid && <span className={styles.own}>{t('ownGrid')}</span>}
      <span>{t('load', { n: choice.load })}</span>
      {choice.fixAge !== null && <span>{t('fix', { age: formatAge(0, choice.fixAge) })}</span>}
      <WorkerStatusMarks status={choice.status} onDuty={choice.worker.onDuty} fixAge={choice.fixAge} />
    </span>
  );
}

/** Workers to choose from, each with the reasons for and against: distance, own grid, load, age of the fix, status. */
export function WorkerChoices<T extends WorkerChoice>(props: WorkerChoicesProps<T>) {
  const { label, choices, pending, chosen, onChange, single = false, more } = props;
  const t = useTexts(texts);
  const group = useId();
  const toggle = (id: string) => {
    if (single) onChange([id]);
    else onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  };
  if (pending) return <Loading />;
  if (choices.length === 0)
    return (
      <p className={styles.nobody}>
        {t('nobody')} · {t('nobodyDetail')}
      </p>
    );
  return (
    <ul className={styles.choices} role={single ? 'radiogroup' : 'group'} aria-label={label}>
      {choices.map((choice) => {
        const { id, name } = choice.worker;
        const on = chosen.includes(id);
        return (
          <li key={id} role="presentation" {...dragsWorker(id, name)}>
            <label className={classes(styles.choice, on && styles.chosen)}>
              <input
                type={single ? 'radio' : 'checkbox'}
                name={group}
                checked={on}
                onChange={() => toggle(id)}
                aria-label={name}
                aria-describedby={`${group}-${id}`}
                className={styles.box}
              />
              <span className={styles.choiceName}>{name}</span>
              <Reasons choice={choice} id={`${group}-${id}`} more={more?.(choice)} />
            </label>
          </li>
        );
      })}
    </ul>
  );
}
