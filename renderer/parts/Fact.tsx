import type { ReactNode } from 'react';
import styles from './Fact.module.css';

/** One line of a list of facts (`dl`): its name, and what is known. A list may set `--fact-name`, the width of the names. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd data-selectable>{children}</dd>
    </div>
  );
}

/** A code behind the name it stands for. */
export function Code({ children }: { children: string }) {
  return <span className={styles.code}>{children}</span>;
}
