import { useId } from 'react';
import { classes } from '../ui/index.ts';
import styles from './Radios.module.css';

export interface RadiosProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string; tone?: 'alert' | 'warn' }[];
  value: V | null;
  onChange: (value: V) => void;
  autoFocus?: boolean;
}

/** One of a few, all in sight: radio buttons side by side. Arrows move, as everywhere. */
export function Radios<V extends string>({ label, options, value, onChange, autoFocus }: RadiosProps<V>) {
  const id = useId();
  const first = value ?? options[0]?.value;
  return (
    <div className={styles.field} role="radiogroup" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.options}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classes(styles.option, option.value === value && styles.on, option.tone && styles[option.tone])}
          >
            <input
              type="radio"
              name={id}
              className={styles.box}
              checked={option.value === value}
              // The first field of a form that a key has just opened.
              autoFocus={autoFocus && option.value === first}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </div>
  );
}
