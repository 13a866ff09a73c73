import { Send } from 'lucide-react';
import { formatCount, useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Badge, classes, Icon, StripButton } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './outbox.module.css';

const NONE = { waiting: 0, conflicts: 0, refused: 0, oldestAt: null, drain: null };

/** How many actions wait for the centre, how far they have gone out after a time alone, how many came back. */
export function OutboxIndicator({ onOpen }: { onOpen: () => void }) {
  const t = useTexts(texts);
  const status = useStatus();
  const { waiting, conflicts, refused, drain } = status?.outbox ?? NONE;
  const problems = conflicts + refused;
  const isDraining = drain !== null && waiting > 0 && status?.link.state === 'online';
  const words = isDraining
    ? t('drainingShort', { n: formatCount(drain.done), total: formatCount(drain.total) })
    : waiting > 0
      ? t('waiting', { n: formatCount(waiting) })
      : t('idle');
  const problemWords = problems > 0 ? t('problems', { n: formatCount(problems) }) : '';
  return (
    <StripButton aria-label={`${t('title')}: ${[words, problemWords].filter(Boolean).join(', ')}`} onClick={onOpen}>
      <Icon icon={Send} />
      <span className={classes(waiting > 0 && styles.some)}>{words}</span>
      {isDraining && (
        <progress className={styles.drain} max={Math.max(1, drain.total)} value={drain.done} aria-hidden />
      )}
      {problems > 0 && <Badge look="alert">{problemWords}</Badge>}
    </StripButton>
  );
}
