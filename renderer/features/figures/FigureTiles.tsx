import type { Figures } from '#shared/contract/views.ts';
import { formatCount, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { classes } from '../../ui/index.ts';
import styles from './figures.module.css';
import { figuresTexts } from './locale.ts';
import { percent } from './rates.ts';

const COUNTS = ['received', 'closed', 'open', 'overdue', 'supervised'] as const satisfies (keyof Figures)[];
const RATES = ['closingRate', 'onTimeRate', 'reworkRate', 'dispatchAccuracy'] as const satisfies (keyof Figures)[];

/** Counts of today: received, closed, open, overdue, supervised, workers on duty. */
export function FigureTiles() {
  const t = useTexts(figuresTexts);
  const { data, isError } = useFeed('figures', {});
  return (
    <dl className={styles.tiles}>
      {COUNTS.map((name) => (
        <Tile
          key={name}
          label={t(name)}
          value={data && !isError ? formatCount(data[name]) : '–'}
          unit={t('cases')}
          pressing={name === 'overdue' && (data?.overdue ?? 0) > 0}
        />
      ))}
      <Tile
        label={t('onDuty')}
        value={data && !isError ? formatCount(data.workers.onDuty) : '–'}
        unit={t('people')}
        note={data && t('ofKnown', { n: formatCount(data.workers.known) })}
        aside={data && data.workers.stale > 0 ? t('stale', { n: formatCount(data.workers.stale) }) : undefined}
      />
    </dl>
  );
}

/** Rates with what they are taken from. */
export function RateTiles() {
  const t = useTexts(figuresTexts);
  const { data } = useFeed('figures', {});
  return (
    <dl className={styles.tiles}>
      {RATES.map((name) => {
        const rate = data?.[name];
        const share =
          rate && rate.of > 0 ? t('share', { n: formatCount(rate.n), of: formatCount(rate.of) }) : t('noShare');
        const value = percent(rate);
        return <Tile key={name} label={t(name)} value={value} unit={value === '–' ? '' : '%'} note={share} />;
      })}
    </dl>
  );
}

interface TileProps {
  label: string;
  value: string;
  unit: string;
  note?: string;
  aside?: string;
  pressing?: boolean;
}

function Tile({ label, value, unit, note, aside, pressing = false }: TileProps) {
  return (
    <div className={classes(styles.tile, pressing && styles.pressing)}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{value}</span> <span className={styles.unit}>{unit}</span>
        {note && <span className={styles.note}>{note}</span>}
        {aside && <span className={styles.note}>{aside}</span>}
      </dd>
    </div>
  );
}
