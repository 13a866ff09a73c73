import { Download, FolderOpen, Link2, Link2Off, MapPin, Play } from 'lucide-react';
import { useState } from 'react';
import type { Recording } from '#shared/contract/radio.ts';
import { formatFullTime, refusalWords, useTexts } from '../../../i18n/index.ts';
import { useMay } from '../../../parts/index.ts';
import { useAct, useStation } from '../../../station/index.ts';
import { Badge, Button, showToast } from '../../../ui/index.ts';
import type { IntercomPanelProps } from '../IntercomPanel.tsx';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { PlayerBar } from './PlayerBar.tsx';
import { usePlayerState } from './player.ts';
import { usePlayer } from './usePlayer.ts';

/** Saves a recording where the operator wants it; the station writes down who took a copy. */
function useExport(): { exportSound: (recording: Recording) => Promise<void>; busy: boolean } {
  const t = useTexts(texts);
  const station = useStation();
  const [busy, setBusy] = useState(false);
  const exportSound = async ({ id, startedAt, talker, channelName }: Recording) => {
    setBusy(true);
    try {
      const answer = await station.read('recording.sound', { id, use: 'export' });
      if (!answer.ok) {
        return void showToast({ title: t('notExported'), detail: refusalWords(answer), look: 'warn' });
      }
      const name = `${formatFullTime(startedAt)} ${channelName} ${talker.name}`;
      const saved = await street.saveSound({ name, bytes: answer.value.bytes });
      if (saved.state === 'saved') showToast({ title: t('exported', { path: saved.path }) });
      if (saved.state === 'failed') showToast({ title: t('notExported'), detail: saved.code, look: 'warn' });
    } finally {
      setBusy(false);
    }
  };
  return { exportSound, busy };
}

type TalkCardProps = { recording: Recording } & Pick<IntercomPanelProps, 'caseId' | 'onOpenCase' | 'onShowOnMap'>;

function Links({ recording, caseId, onOpenCase }: TalkCardProps) {
  const t = useTexts(texts);
  const act = useAct();
  const may = useMay('transmission.link');
  const link = (to: string | null) =>
    void act('transmission.link', {
      entityId: recording.id,
      payload: { transmissionId: recording.id, caseId: to },
      subject: recording.talker.name,
    });
  if (recording.caseId !== null) {
    const linked = recording.caseId;
    return (
      <>
        <Button size="small" icon={FolderOpen} onClick={() => onOpenCase(linked)}>
          {t('linkedTo')}
        </Button>
        {may && (
          <Button size="small" look="quiet" icon={Link2Off} onClick={() => link(null)}>
            {t('unlink')}
          </Button>
        )}
      </>
    );
  }
  return (
    <Button size="small" icon={Link2} disabled={!may || caseId === null} onClick={() => link(caseId)}>
      {t('link')}
    </Button>
  );
}

/** One talk: its sound, its place and its case. */
export function TalkCard(props: TalkCardProps) {
  const t = useTexts(texts);
  const { recording, onShowOnMap } = props;
  const { lon, lat, sha256, soundMs, endedAt, lost, cut } = recording;
  const { play } = usePlayer();
  const { exportSound, busy } = useExport();
  const isPlayed = usePlayerState((player) => player.recording?.id === recording.id);
  const hasSound = soundMs > 0 && endedAt !== null;
  return (
    <section className={styles.card} aria-label={recording.talker.name}>
      <header className={styles.cardHead}>
        <h3>{recording.talker.name}</h3>
        <span className={styles.quiet}>
          {formatFullTime(recording.startedAt)} · {recording.channelName}
        </span>
        {recording.emergency && <Badge look="alert">{t('emergency')}</Badge>}
        {endedAt === null && <Badge look="accent">{t('running')}</Badge>}
        {!hasSound && endedAt !== null && <Badge>{t('soundless')}</Badge>}
        {lost > 0 && <Badge>{t('lost', { n: lost })}</Badge>}
        {cut && <Badge look="warn">{t('cut')}</Badge>}
      </header>
      {isPlayed ? (
        <PlayerBar />
      ) : (
        <div className={styles.buttons}>
          <Button look="primary" size="small" icon={Play} disabled={!hasSound} onClick={() => void play(recording)}>
            {t('play')}
          </Button>
        </div>
      )}
      <div className={styles.buttons}>
        <Button
          size="small"
          icon={Download}
          busy={busy}
          disabled={!hasSound}
          onClick={() => void exportSound(recording)}
        >
          {t('exportSound')}
        </Button>
        <Links {...props} />
        {lon !== null && lat !== null && (
          <Button size="small" look="quiet" icon={MapPin} onClick={() => onShowOnMap({ lon, lat })}>
            {t('showOnMap')}
          </Button>
        )}
      </div>
      {sha256 !== null && (
        <p className={styles.digest} data-selectable>
          {t('fingerprint', { sha: sha256.slice(0, 16) })}
        </p>
      )}
    </section>
  );
}
