import { Check, Volume2, VolumeX } from 'lucide-react';
import { ALARM_KINDS, type Alarm } from '#shared/contract/views.ts';
import { common, formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { useNow, useSettings, useStation } from '../../station/index.ts';
import { Button, classes, EmptyState, IconButton, showToast } from '../../ui/index.ts';
import styles from './alarms.module.css';
import { texts } from './locale.ts';
import type { AlarmKind, Mutes } from './soundPolicy.ts';

interface ItemProps {
  alarm: Alarm;
  onShow: (alarm: Alarm) => void;
}
function Item({ alarm, onShow }: ItemProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const station = useStation();
  const now = useNow(10_000);
  const open = alarm.acknowledgedAt === null;
  const acknowledge = async () => {
    const answer = await station.acknowledge(alarm.id);
    if (!answer.ok) showToast({ title: t('failed'), detail: refusalWords(answer), look: 'warn' });
  };
  return (
    <li className={classes(styles.item, open && styles.openItem)}>
      <div className={styles.words}>
        <span className={styles.kind}>{tc(`alarms.${alarm.kind}`)}</span>
        <time className={styles.time}>{formatTime(alarm.at, now, true)}</time>
        <p className={styles.subject}>{alarm.title}</p>
        {alarm.acknowledgedAt !== null && (
          <p className={styles.by}>
            {t('acknowledgedBy', { name: alarm.acknowledgedBy ?? '', time: formatTime(alarm.acknowledgedAt, now) })}
          </p>
        )}
      </div>
      <Button size="small" look="quiet" onClick={() => onShow(alarm)}>
        {t('show')}
      </Button>
      {open && (
        <Button size="small" icon={Check} onClick={() => void acknowledge()}>
          {t('acknowledge')}
        </Button>
      )}
    </li>
  );
}

function Mutings({ mutes, onToggle }: { mutes: Mutes; onToggle: (kind: AlarmKind) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const { alarmSound } = useSettings();
  if (!alarmSound) return <p className={styles.soundOff}>{t('soundOff')}</p>;
  return (
    <ul className={styles.mutes}>
      {ALARM_KINDS.map((kind) => {
        const muted = mutes[kind] > now;
        return (
          <li key={kind} className={styles.mute}>
            <IconButton
              size="small"
              icon={muted ? VolumeX : Volume2}
              label={`${tc(`alarms.${kind}`)}: ${muted ? t('unmute') : t('mute')}`}
              pressed={muted}
              onClick={() => onToggle(kind)}
            />
            <span>{tc(`alarms.${kind}`)}</span>
            {muted && <span className={styles.by}>{t('muted', { time: formatTime(mutes[kind], now) })}</span>}
          </li>
        );
      })}
    </ul>
  );
}

export interface AlarmListProps {
  alarms: readonly Alarm[];
  mutes: Mutes;
  onToggleMute: (kind: AlarmKind) => void;
  onShow: (alarm: Alarm) => void;
}

/** Alarms, the open ones first; each is acknowledged by name and never deleted here. */
export function AlarmList({ alarms, mutes, onToggleMute, onShow }: AlarmListProps) {
  const t = useTexts(texts);
  const sorted = alarms.toSorted(
    (a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) || b.at - a.at,
  );
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>{t('title')}</h2>
      {sorted.length === 0 ? (
        <EmptyState title={t('none')} detail={t('noneDetail')} />
      ) : (
        <ul className={styles.list}>
          {sorted.map((alarm) => (
            <Item key={alarm.id} alarm={alarm} onShow={onShow} />
          ))}
        </ul>
      )}
      <Mutings mutes={mutes} onToggle={onToggleMute} />
    </div>
  );
}
