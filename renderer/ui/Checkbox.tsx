import { useId } from 'react';
import styles from './Field.module.css';

export interface CheckboxProps {
  label: string;
  hint?: string;
  value: boolean;
  disabled?: boolean;
  onChange: (value: boolean) => void;
}

/** Yes or no, as part of a form. */
export function Checkbox({ label, hint, value, disabled, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <span className={styles.check}>
      <label className={styles.checkLabel}>
        <input
          type="checkbox"
          className={styles.box}
          checked={value}
          disabled={disabled}
          aria-describedby={hint ? id : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint && (
        <span id={id} className={styles.hint}>
          {hint}
        </span>
      )}
    </span>
  );
}
