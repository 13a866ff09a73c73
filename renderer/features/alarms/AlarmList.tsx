import { ListChecks } from 'lucide-react';
import { type KeyboardEvent, type Ref, useRef } from 'react';
import type { SoundKind } from '#shared/contract/settings.ts';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { AlarmItem } from './AlarmItem.tsx';
import styles from './alarms.module.css';
import { texts } from './locale.ts';
import { Mutings } from './Mutings.tsx';
import type { Mutes } from './soundPolicy.ts';

export interface AlarmListProps {
  alarms: readonly Alarm[];
  panel: Ref<HTMLDivElement>;
  /** the alarm whose mark on the map was clicked: its row stands out */
  wanted: string | null;
  mutes: Mutes;
  onToggleMute: (kind: SoundKind) => void;
  onShow: (alarm: Alarm) => void;
  /** opens the rules by which the centre raises alarms */
  onRules: () => void;
}

/** Alarms in the order of the feed, what needs a hand first; each is acknowledged by name and never deleted here. */
export function AlarmList(props: AlarmListProps) {
  const { alarms, panel, wanted, mutes, onToggleMute, onShow, onRules } = props;
  const t = useTexts(texts);
  const list = useRef<HTMLUListElement>(null);
  // From alarm to alarm with the arrows; Tab goes on through what can be done with each.
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const firsts = [...(list.current?.querySelectorAll<HTMLElement>('[data-alarm-first]') ?? [])];
    const at = firsts.findIndex((one) => one.closest('li')?.contains(document.activeElement));
    event.preventDefault();
    firsts[Math.max(0, Math.min(firsts.length - 1, at + by))]?.focus();
  };
  return (
    <div ref={panel} className={styles.panel}>
      <div className={styles.title}>
        <h2>{t('title')}</h2>
        <Button size="small" look="quiet" icon={ListChecks} onClick={onRules}>
          {t('rules')}
        </Button>
      </div>
      {alarms.length === 0 ? (
        <EmptyState title={t('none')} detail={t('noneDetail')} />
      ) : (
        <ul ref={list} className={styles.list} aria-label={t('title')}>
          {alarms.map((alarm) => (
            <AlarmItem key={alarm.id} alarm={alarm} isWanted={alarm.id === wanted} onShow={onShow} onStep={step} />
          ))}
        </ul>
      )}
      <Mutings mutes={mutes} onToggle={onToggleMute} />
    </div>
  );
}
