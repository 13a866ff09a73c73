import { Play } from 'lucide-react';
import { formatDuration, formatTime, useTexts } from '../../../i18n/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { PlayerBar } from '../talks/PlayerBar.tsx';
import { usePlayerState } from '../talks/player.ts';
import { usePlayer } from '../talks/usePlayer.ts';

const SHOWN = 5;

/** The last talks of a channel, each at one press. */
export function Recall({ channelId }: { channelId: string }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { play } = usePlayer();
  const played = usePlayerState(({ recording }) => recording?.channelId === channelId);
  const { data } = useFeed('recording.list', { channelId, limit: SHOWN });
  const rows = data?.rows.filter((row) => row.channelId === channelId) ?? [];
  return (
    <section aria-label={t('recall')}>
      <h4 className={styles.heading}>{t('recall')}</h4>
      {rows.length === 0 && <p className={styles.quiet}>{t('noRecall')}</p>}
      <ul className={styles.recall}>
        {rows.map((row) => (
          <li key={row.id}>
            <Button
              size="small"
              look="quiet"
              icon={Play}
              disabled={row.soundMs === 0 || row.endedAt === null}
              onClick={() => void play(row)}
            >
              {formatTime(row.startedAt, now, true)} {row.talker.name}{' '}
              {row.endedAt === null ? t('running') : formatDuration(row.endedAt - row.startedAt)}
            </Button>
          </li>
        ))}
      </ul>
      {played && <PlayerBar />}
    </section>
  );
}
