import { KeyRound, TriangleAlert, type LucideIcon } from 'lucide-react';
import { formatCount, useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { classes, Icon, Popover } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './session.module.css';

function Note({ icon, words, detail }: { icon: LucideIcon; words: string; detail: string }) {
  return (
    <Popover
      label={words}
      align="start"
      trigger={
        <button type="button" className={classes(styles.link, styles.alone)}>
          <Icon icon={icon} />
          {words}
        </button>
      }
    >
      <p className={styles.note}>{detail}</p>
    </Popover>
  );
}

/** What the operator should know of this desk's data though they can work on: a few words, and all of it behind a press. */
export function StripNotes() {
  const t = useTexts(texts);
  const status = useStatus();
  if (!status) return null;
  const n = formatCount(status.unread);
  return (
    <>
      {status.unread > 0 && <Note icon={TriangleAlert} words={t('unread', { n })} detail={t('unreadDetail', { n })} />}
      {status.vault === 'lost' && <Note icon={KeyRound} words={t('keyLost')} detail={t('keyLostDetail')} />}
    </>
  );
}
