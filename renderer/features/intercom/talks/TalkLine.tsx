import { Briefcase, Siren, VolumeX } from 'lucide-react';
import type { Recording } from '#shared/contract/radio.ts';
import { formatDuration, formatTime, useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { Icon } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';

/** One talk in a line: when, who, where, how long, and what is to be known of its sound. */
export function TalkLine({ recording }: { recording: Recording }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { startedAt, endedAt, talker, channelName, emergency, soundMs, caseId } = recording;
  return (
    <div className={styles.talkRow}>
      <time className={styles.when}>{formatTime(startedAt, now, true)}</time>
      <span className={styles.who}>
        {emergency && <Icon icon={Siren} className={styles.red} />}
        {emergency && <span className="visually-hidden">{t('emergency')}</span>}
        {talker.name}
      </span>
      <span className={styles.where}>{channelName}</span>
      {caseId !== null && <Icon icon={Briefcase} />}
      <span className={styles.long}>
        {endedAt === null ? t('running') : formatDuration(endedAt - startedAt)}
        {soundMs === 0 && endedAt !== null && (
          <>
            {' '}
            <Icon icon={VolumeX} />
            <span className="visually-hidden">{t('soundless')}</span>
          </>
        )}
      </span>
    </div>
  );
}
