import { Pause, Play, X } from 'lucide-react';
import { useTexts } from '../../../i18n/index.ts';
import { Checkbox, IconButton, Select } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { playerOfPage, SPEEDS, usePlayerState } from './player.ts';

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function Wave({ bars, share }: { bars: readonly number[]; share: number }) {
  return (
    <svg className={styles.wave} viewBox={`0 0 ${Math.max(1, bars.length)} 2`} preserveAspectRatio="none" aria-hidden>
      {bars.map((peak, n) => {
        const height = Math.max(0.06, Math.min(1, peak * 1.6)) * 2;
        const isPast = n / bars.length < share;
        return <rect key={n} x={n + 0.15} y={1 - height / 2} width="0.7" height={height} data-past={isPast} />;
      })}
    </svg>
  );
}

/** What is played: to and fro, faster, without its silences. */
export function PlayerBar() {
  const t = useTexts(texts);
  const { recording, state, at, length, bars, speed, skipSilence } = usePlayerState();
  if (!recording) return null;
  const player = playerOfPage();
  if (state === 'failed') {
    return (
      <p className={styles.failed} role="alert">
        {t('notPlayed')}
        <IconButton icon={X} size="small" label={t('close')} onClick={() => player.stop()} />
      </p>
    );
  }
  const isPlaying = state === 'playing' || state === 'loading';
  return (
    <div className={styles.player} role="group" aria-label={recording.talker.name}>
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={t(isPlaying ? 'pause' : 'play')}
        onClick={() => (isPlaying ? player.pause() : void player.resume())}
      />
      <div className={styles.track}>
        <Wave bars={bars} share={length > 0 ? at / length : 0} />
        <input
          type="range"
          className={styles.seek}
          aria-label={t('seek')}
          aria-valuetext={`${clock(at)} / ${clock(length)}`}
          min={0}
          max={Math.max(0.1, length)}
          step={0.1}
          value={Math.min(at, length)}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
      </div>
      <output className={styles.clock}>
        {clock(at)} / {clock(length)}
      </output>
      <Select
        label={t('speed')}
        labelHidden
        value={String(speed)}
        options={SPEEDS.map((one) => ({ value: String(one), label: `${one}×` }))}
        onChange={(next) => player.speed(SPEEDS.find((one) => String(one) === next) ?? 1)}
      />
      <Checkbox label={t('skipSilence')} value={skipSilence} onChange={(on) => player.skipSilence(on)} />
      <IconButton icon={X} size="small" label={t('close')} onClick={() => player.stop()} />
    </div>
  );
}
