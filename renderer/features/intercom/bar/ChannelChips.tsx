import { Siren, Volume2, VolumeX } from 'lucide-react';
import type { RadioChannel } from '#shared/contract/radio.ts';
import { useTexts } from '../../../i18n/index.ts';
import { classes, Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { useChoices } from '../store.ts';
import styles from './bar.module.css';

function Chip({ channel, isMain, isAlso }: { channel: RadioChannel; isMain: boolean; isAlso: boolean }) {
  const t = useTexts(texts);
  const talkOn = useChoices((choices) => choices.talkOn);
  const muted = useChoices((choices) => choices.mixes[channel.id]?.muted ?? false);
  const { name, talk } = channel;
  return (
    <button
      type="button"
      className={classes(styles.chip, (isMain || isAlso) && styles.chosen, talk?.emergency && styles.alarmChip)}
      aria-pressed={isMain}
      onClick={() => talkOn(channel.id)}
    >
      {muted && (
        <>
          <Icon icon={VolumeX} /> <span className="visually-hidden">{t('muted')}</span>
        </>
      )}
      <span className={styles.chipName}>{name}</span>
      {talk && (
        <span className={styles.chipTalker}>
          <Icon icon={talk.emergency ? Siren : Volume2} />
          {talk.emergency && <span className="visually-hidden">{t('emergency')}</span>}
          {talk.mine ? t('you') : talk.talker.name}
        </span>
      )}
    </button>
  );
}

/** The channels that are heard, with who talks on each; a press chooses where to talk. */
export function ChannelChips({
  channels,
  chosen,
}: {
  channels: readonly RadioChannel[];
  chosen: readonly RadioChannel[];
}) {
  const t = useTexts(texts);
  const joined = channels.filter((channel) => channel.joined);
  if (joined.length === 0) return <p className={styles.chips}>{t('noneJoined')}</p>;
  return (
    <ul className={styles.chips} aria-label={t('joined')}>
      {joined.map((channel) => (
        <li key={channel.id}>
          <Chip
            channel={channel}
            isMain={chosen[0]?.id === channel.id}
            isAlso={chosen.slice(1).some(({ id }) => id === channel.id)}
          />
        </li>
      ))}
    </ul>
  );
}
