import { Send } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Badge, classes, Icon, Popover, StripButton } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { OutboxList } from './OutboxList.tsx';
import styles from './outbox.module.css';

/** How many actions wait for the centre; opens their list. */
export function OutboxIndicator() {
  const t = useTexts(texts);
  const outbox = useStatus()?.outbox ?? { waiting: 0, conflicts: 0, refused: 0, oldestAt: null, drain: null };
  const problems = outbox.conflicts + outbox.refused;
  const words = outbox.waiting > 0 ? t('waiting', { n: outbox.waiting }) : t('idle');
  return (
    <Popover
      label={t('title')}
      align="start"
      trigger={
        <StripButton aria-label={`${t('title')}: ${words}`}>
          <Icon icon={Send} />
          <span className={classes(outbox.waiting > 0 && styles.some)}>{words}</span>
          {problems > 0 && <Badge look="alert">{t('problems', { n: problems })}</Badge>}
        </StripButton>
      }
    >
      <div className={styles.panel}>
        <h2 className={styles.title}>{t('title')}</h2>
        <OutboxList />
      </div>
    </Popover>
  );
}
