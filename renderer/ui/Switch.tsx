import { Switch as Base } from '@base-ui/react/switch';
import { useId } from 'react';
import styles from './Switch.module.css';

/** On or off, at once. */
export function Switch({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.row}>
      <span id={id}>{label}</span>
      <Base.Root
        className={styles.track}
        checked={value}
        onCheckedChange={(next) => onChange(next)}
        aria-labelledby={id}
      >
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
    </div>
  );
}
