import { Eye, LockKeyhole } from 'lucide-react';
import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { classes, Icon } from '../../../ui/index.ts';
import styles from './personal.module.css';

/** A text of a case or line: as it is, masked where it was marked personal, or as it was revealed. */
export function PersonalText({ text, revealed }: { text: string; revealed: string | null }) {
  const tc = useTexts(common);
  if (text !== PERSONAL_STAND_IN) return text;
  if (revealed === null) {
    return (
      <span className={classes(styles.masked, styles.inText)}>
        <Icon icon={LockKeyhole} /> {tc('words.personal')}
      </span>
    );
  }
  return (
    <span className={styles.revealedText}>
      <span className={styles.revealed} title={tc('words.personalShown')}>
        <Icon icon={Eye} />
        <span className="visually-hidden">{tc('words.personalShown')}</span>
      </span>{' '}
      {revealed}
    </span>
  );
}
