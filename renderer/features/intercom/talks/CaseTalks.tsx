import { Play } from 'lucide-react';
import { useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { IconButton } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { PlayerBar } from './PlayerBar.tsx';
import { usePlayerState } from './player.ts';
import { TalkLine } from './TalkLine.tsx';
import { usePlayer } from './usePlayer.ts';

const SHOWN = 50;

/** What was said about a case, for its pane; nothing while nothing was. */
export function CaseTalks({ caseId }: { caseId: string }) {
  const t = useTexts(texts);
  const { play } = usePlayer();
  const played = usePlayerState(({ recording }) => recording?.caseId === caseId);
  const { data, isPlaceholderData } = useFeed('recording.list', { caseId, limit: SHOWN });
  if (!data || isPlaceholderData || data.rows.length === 0) return null;
  return (
    <section className={styles.caseTalks} aria-label={t('talksOfCase')}>
      <h4 className={styles.heading}>{t('talksOfCase')}</h4>
      <ul>
        {data.rows.map((row) => (
          <li key={row.id} className={styles.caseTalk}>
            <IconButton
              icon={Play}
              size="small"
              label={`${t('play')} ${row.talker.name}`}
              disabled={row.soundMs === 0 || row.endedAt === null}
              onClick={() => void play(row)}
            />
            <TalkLine recording={row} />
          </li>
        ))}
      </ul>
      {played && <PlayerBar />}
    </section>
  );
}
