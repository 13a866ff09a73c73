import { Mic, Siren } from 'lucide-react';
import { useSettings } from '../../../station/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { classes, Icon, Kbd } from '../../../ui/index.ts';
import type { Intercom } from '../ear/intercom.ts';
import { texts } from '../locale.ts';
import { useHeld, useIntercom } from '../useIntercom.ts';
import styles from './bar.module.css';
import { LevelMeter } from './LevelMeter.tsx';

/** Mouse, pen or finger held down; lost without a word (another window comes up), it counts as let go. */
function holdWith(intercom: Intercom, source: string, emergency: boolean) {
  const up = () => intercom.keys.up(source);
  return {
    onPointerDown: (event: React.PointerEvent<HTMLButtonElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      intercom.keys.down(source, emergency);
    },
    onPointerUp: up,
    onPointerCancel: up,
    onLostPointerCapture: up,
    // By keyboard: held as long as the key is.
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter' && !event.repeat) intercom.keys.down(source, emergency);
    },
    onKeyUp: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter') up();
    },
    onBlur: up,
  };
}

/** The two buttons that are held to talk, with the level of the microphone. */
export function TalkButton({ disabled }: { disabled: boolean }) {
  const t = useTexts(texts);
  const intercom = useIntercom();
  const held = useHeld();
  const { talkKey } = useSettings();
  return (
    <div className={styles.talk}>
      <button
        type="button"
        className={classes(styles.talkButton, held && styles.held)}
        aria-pressed={held}
        disabled={disabled}
        {...holdWith(intercom, 'pointer', false)}
      >
        <Icon icon={Mic} size="1.3rem" />
        <span className={styles.talkWords}>{t(held ? 'talking' : 'talk')}</span>
        {talkKey !== '' && <Kbd keys={talkKey} />}
        <LevelMeter />
      </button>
      <button
        type="button"
        className={styles.emergencyButton}
        disabled={disabled}
        title={t('emergencyHold')}
        {...holdWith(intercom, 'emergency pointer', true)}
      >
        <Icon icon={Siren} />
        <span>{t('emergency')}</span>
        <span className="visually-hidden">{t('emergencyHold')}</span>
        <Kbd keys="F9" />
      </button>
    </div>
  );
}
