import { BellRing } from 'lucide-react';
import { useState } from 'react';
import type { Alarm } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Badge, classes, Icon, Popover, StripButton } from '../../ui/index.ts';
import { AlarmList } from './AlarmList.tsx';
import styles from './alarms.module.css';
import { texts } from './locale.ts';
import { useAlarmSound } from './useAlarmSound.ts';

const NONE: readonly Alarm[] = [];

/** How many alarms wait for somebody, with their list; it also sounds them. One per window that shall be heard. */
export function AlarmIndicator({ onShow }: { onShow: (alarm: Alarm) => void }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const { data: alarms = NONE } = useFeed('alarm.list', {});
  const { mutes, toggle } = useAlarmSound(alarms);
  const waiting = alarms.filter((alarm) => alarm.acknowledgedAt === null).length;
  return (
    <Popover
      label={t('title')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <StripButton className={classes(waiting > 0 && styles.hot)}>
          <Icon icon={BellRing} />
          <span>{t('title')}</span>
          <Badge look={waiting > 0 ? 'alert' : 'plain'}>{waiting}</Badge>
          <span className="visually-hidden" role="status">
            {waiting > 0 ? t('open', { n: waiting }) : t('none')}
          </span>
        </StripButton>
      }
    >
      <AlarmList
        alarms={alarms}
        mutes={mutes}
        onToggleMute={toggle}
        onShow={(alarm) => {
          setOpen(false);
          onShow(alarm);
        }}
      />
    </Popover>
  );
}
