import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RadioView } from '#shared/contract/radio.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed, useSettings } from '../../station/index.ts';
import { IconButton } from '../../ui/index.ts';
import type { LinkPlayer } from '../../video/linkPlayer.ts';
import { loudness, talkOf } from '../../video/sound.ts';
import { texts } from './locale.ts';
import styles from './video.module.css';

/** how often it is looked whether a stream has sound, ms */
const LOOK_MS = 500;

/**
 * The sound of one picture, as a part of what is heard of the radio: the same loudspeaker, its own volume, and quiet while somebody
 * talks. `loud`: a person who agreed to be seen is heard at once; cameras begin silent.
 */
export function SoundButton({ player, loud, name }: { player: LinkPlayer; loud: boolean; name: string }) {
  const t = useTexts(texts);
  const { intercomSpeaker } = useSettings();
  const radio: RadioView | undefined = useFeed('radio', {}).data;
  const [wish, setWish] = useState({ volume: 0.8, muted: !loud });
  const talk = talkOf(radio);
  const level = loudness(wish, talk);
  useEffect(() => player.hearAt(level, intercomSpeaker), [player, level, intercomSpeaker]);
  const sounds = useSounds(player);
  if (!sounds) return null;
  const ducked = talk !== 'none' && !wish.muted;
  return (
    <span className={styles.sound} role="group" aria-label={t('sound', { name })}>
      <IconButton
        icon={wish.muted ? VolumeX : ducked ? Volume1 : Volume2}
        label={wish.muted ? t('unmute') : ducked ? t('ducked') : t('mute')}
        size="small"
        pressed={!wish.muted}
        onClick={() => setWish({ ...wish, muted: !wish.muted })}
      />
      {!wish.muted && (
        <input
          type="range"
          className={styles.volume}
          aria-label={t('volume')}
          min={0}
          max={100}
          step={5}
          value={Math.round(wish.volume * 100)}
          onChange={({ target }) => setWish({ ...wish, volume: Number(target.value) / 100 })}
        />
      )}
    </span>
  );
}

function useSounds(player: LinkPlayer): boolean {
  const [sounds, setSounds] = useState(player.sounds);
  useEffect(() => {
    const timer = setInterval(() => setSounds(player.sounds), LOOK_MS);
    return () => clearInterval(timer);
  }, [player]);
  return sounds;
}
