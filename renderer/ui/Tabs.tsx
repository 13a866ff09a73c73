import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './Tabs.module.css';

export interface TabEntry<V extends string> {
  value: V;
  label: string;
  /** a count beside the label */
  badge?: ReactNode;
}

export interface TabsProps<V extends string> {
  label: string;
  tabs: readonly TabEntry<V>[];
  value: V;
  onChange: (value: V) => void;
  children?: ReactNode;
}

/** Tabs; `children` is the content of the chosen one. */
export function Tabs<V extends string>({ label, tabs, value, onChange, children }: TabsProps<V>) {
  return (
    <Base.Root className={styles.root} value={value} onValueChange={(next: V) => onChange(next)}>
      <Base.List className={styles.list} aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
            {tab.badge}
          </Base.Tab>
        ))}
      </Base.List>
      {children !== undefined && (
        <Base.Panel value={value} className={styles.panel} tabIndex={-1}>
          {children}
        </Base.Panel>
      )}
    </Base.Root>
  );
}
