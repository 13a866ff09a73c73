import { type ReactNode, useId } from 'react';
import type { CommandView } from '#shared/contract/views.ts';
import { common, formatFullTime, formatTime, useTexts } from '../i18n/index.ts';
import { useNow } from '../station/index.ts';
import { Badge } from '../ui/index.ts';
import styles from './CommandBox.module.css';
import { priorityLook } from './CommandReceipts.tsx';

/** One command: how pressing, of what kind, its title and when it was issued; below it what a list tells more of it. */
export function CommandBox({ view, children }: { view: CommandView; children: ReactNode }) {
  const tc = useTexts(common);
  const now = useNow(10_000);
  const look = priorityLook(view);
  const id = useId();
  const { priority, kind, title, issuedAt } = view.command;
  return (
    <article className={styles.box} aria-labelledby={id}>
      <div className={styles.head}>
        <Badge look={look}>
          {tc(`priorities.${priority}`)} · {tc(`commandKinds.${kind}`)}
        </Badge>
        <h4 id={id} className={styles.title}>
          {title}
        </h4>
        <time className={styles.time} title={formatFullTime(issuedAt)}>
          {formatTime(issuedAt, now)}
        </time>
      </div>
      {children}
    </article>
  );
}
