import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import styles from './Field.module.css';

interface FieldProps {
  label: string;
  /** said under the field, and why it cannot be sent as it is */
  hint?: ReactNode;
  error?: string | null;
  /** words after the label: 必填, 选填 */
  mark?: string;
  /** the label is read aloud only: where a heading beside it says the same */
  labelHidden?: boolean;
}

function Frame({
  id,
  label,
  hint,
  error,
  mark,
  labelHidden,
  children,
}: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
        {mark && <span className={styles.mark}>{mark}</span>}
      </label>
      {children}
      {hint && !error && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-hint`} className={styles.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

export type TextFieldProps = FieldProps &
  Omit<ComponentPropsWithRef<'input'>, 'onChange'> & { onChange: (value: string) => void };

/** One line of text. */
export function TextField({ label, hint, error, mark, labelHidden, onChange, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error} mark={mark} labelHidden={labelHidden}>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={classes(styles.input, className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

export type TextAreaProps = FieldProps &
  Omit<ComponentPropsWithRef<'textarea'>, 'onChange'> & { onChange: (value: string) => void };

/** Several lines of text. */
export function TextArea({ label, hint, error, mark, labelHidden, onChange, className, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error} mark={mark} labelHidden={labelHidden}>
      <textarea
        spellCheck={false}
        {...rest}
        id={id}
        className={classes(styles.input, className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}
