import { useTexts } from '../../../i18n/index.ts';
import { Select, Switch } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { PLAIN_MIX } from '../mix.ts';
import { useChoices } from '../store.ts';

const SIDES = { left: -1, both: 0, right: 1 } as const;
type Side = keyof typeof SIDES;

function sideOf(pan: number): Side {
  if (pan < 0) return 'left';
  return pan > 0 ? 'right' : 'both';
}

/** How one channel is heard on this workstation, at once. */
export function MixControls({ channelId }: { channelId: string }) {
  const t = useTexts(texts);
  const mix = useChoices((choices) => choices.mixes[channelId]) ?? PLAIN_MIX;
  const change = useChoices((choices) => choices.mix);
  const percent = Math.round(mix.volume * 100);
  return (
    <div className={styles.mix}>
      <label className={styles.volume}>
        <span>{t('volume')}</span>
        <input
          type="range"
          min={0}
          max={200}
          step={5}
          value={percent}
          aria-valuetext={`${percent}%`}
          onChange={(event) => change(channelId, { volume: Number(event.target.value) / 100 })}
        />
        <output>{percent}%</output>
      </label>
      <Switch label={t('mute')} value={mix.muted} onChange={(muted) => change(channelId, { muted })} />
      <Switch label={t('monitor')} value={mix.monitored} onChange={(monitored) => change(channelId, { monitored })} />
      <Select
        label={t('side')}
        value={sideOf(mix.pan)}
        options={(['left', 'both', 'right'] as const).map((side) => ({ value: side, label: t(`sides.${side}`) }))}
        onChange={(side) => change(channelId, { pan: SIDES[side] })}
      />
    </div>
  );
}
