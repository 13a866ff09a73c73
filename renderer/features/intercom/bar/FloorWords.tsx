import { MicOff, Siren, Volume2 } from 'lucide-react';
import type { RadioChannel, RadioView } from '#shared/contract/radio.ts';
import { formatDuration, formatTime, useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { classes, Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './bar.module.css';
import { loudest, type OwnFloor, ownFloor } from './ownFloor.ts';

const LOOKS: Record<OwnFloor['state'], string | undefined> = {
  none: undefined,
  asking: styles.waits,
  queued: styles.waits,
  granted: styles.granted,
  warned: styles.warned,
  ending: styles.waits,
  denied: styles.lost,
  revoked: styles.lost,
};

/** How this desk stands to the floor, in words: never by colour alone. */
function Own({ own, now }: { own: OwnFloor; now: number }) {
  const t = useTexts(texts);
  const { state, channel, on, of } = own;
  const words = t(`mine.${state}`, {
    n: channel.position ?? 1,
    left: formatDuration(Math.max(0, (channel.endsAt ?? now) - now)),
    reason: t(`reasons.${channel.code ?? 'unknown'}`),
  });
  const alarm = channel.talk?.mine === true && channel.talk.emergency;
  return (
    <span className={classes(styles.own, alarm ? styles.alarm : LOOKS[state])}>
      {alarm && (
        <>
          <Icon icon={Siren} /> <strong>{t('emergency')}</strong>
        </>
      )}
      {state === 'denied' || state === 'revoked' ? <Icon icon={MicOff} /> : null}
      <strong>{words}</strong>
      {of > 1 && <span className={styles.quiet}>{t('onSome', { n: on, of })}</span>}
    </span>
  );
}

function Talker({ channel, now, named }: { channel: RadioChannel; now: number; named: boolean }) {
  const t = useTexts(texts);
  const { talk } = channel;
  if (!talk) return null;
  return (
    <span className={classes(styles.talker, talk.emergency && styles.alarm)}>
      <Icon icon={talk.emergency ? Siren : Volume2} />
      {talk.emergency && <strong>{t('emergency')}</strong>}
      <strong>{t('talks', { name: talk.talker.name })}</strong>
      <span>{formatDuration(now - talk.since)}</span>
      {named && <span className={styles.quiet}>{channel.name}</span>}
    </span>
  );
}

/** Who talks and how this desk stands: one line each, the other only while there is something to say. */
export function FloorWords({ view, selected }: { view: RadioView; selected: RadioChannel | undefined }) {
  const t = useTexts(texts);
  const now = useNow(1000);
  const own = ownFloor(view, now);
  const other = loudest(view, selected?.id);
  const idle = !own && !other;
  return (
    <div className={styles.floor} role="status">
      {own && <Own own={own} now={now} />}
      {other && <Talker channel={other} now={now} named={other.id !== selected?.id} />}
      {idle && (
        <span className={styles.quiet}>
          {selected?.heardAt ? t('heardAt', { time: formatTime(selected.heardAt, now) }) : t('nobody')}
        </span>
      )}
    </div>
  );
}
