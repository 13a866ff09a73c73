import type { ReactNode } from 'react';
import styles from './FieldGroup.module.css';

/** Fields that belong together, two beside each other, under a name. */
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
