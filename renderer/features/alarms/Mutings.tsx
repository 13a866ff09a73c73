import { Volume2, VolumeX } from 'lucide-react';
import { SOUND_KINDS, type SoundKind } from '#shared/contract/settings.ts';
import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { changeSettings, useNow, useSettings } from '../../station/index.ts';
import { IconButton, Select } from '../../ui/index.ts';
import styles from './alarms.module.css';
import { texts } from './locale.ts';
import { isGrave, type Mutes, muteFor, VOLUMES, volumeOf } from './soundPolicy.ts';

/** in the order of `VOLUMES` */
const VOLUME_WORDS = ['v0', 'v1', 'v2', 'v3'] as const;

/** Silence for a while and the loudness of each kind. */
export function Mutings({ mutes, onToggle }: { mutes: Mutes; onToggle: (kind: SoundKind) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const { alarmSound, soundVolumes } = useSettings();
  const setVolume = (kind: SoundKind, volume: number) =>
    void changeSettings({ soundVolumes: { ...soundVolumes, [kind]: volume } });
  if (!alarmSound) return <p className={styles.soundOff}>{t('soundOff')}</p>;
  return (
    <ul className={styles.mutes}>
      {SOUND_KINDS.map((kind) => {
        const until = mutes[kind] ?? 0;
        const muted = until > now;
        const name = tc(`alarms.${kind}`);
        const choices = VOLUMES.filter((volume) => volume > 0 || !isGrave(kind));
        return (
          <li key={kind} className={styles.mute}>
            <IconButton
              size="small"
              icon={muted ? VolumeX : Volume2}
              label={`${name}: ${muted ? t('unmute') : t('mute', { n: muteFor(kind) / 60_000 })}`}
              pressed={muted}
              onClick={() => onToggle(kind)}
            />
            <span>{name}</span>
            <Select
              label={t('volume', { name })}
              labelHidden
              options={choices.map((volume) => ({
                value: String(volume),
                label: t(`volumes.${VOLUME_WORDS[VOLUMES.indexOf(volume)] ?? 'v2'}`),
              }))}
              value={String(volumeOf(soundVolumes, kind))}
              onChange={(volume) => setVolume(kind, Number(volume))}
            />
            {muted && <span className={styles.by}>{t('muted', { time: formatTime(until, now) })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
