import { ChevronLeft, RefreshCw } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import type { WalkedGrid } from '#shared/contract/trailViews.ts';
import { DAY_MS, dayNumber, shanghaiDay } from '#shared/domain/calendar.ts';
import { AGE_DAYS } from '#shared/geo/walkCoverage.ts';
import { AUDIT_ROLES } from '#shared/protocol/console.ts';
import { formatAge, formatDistance, formatFullTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { type MapScene, Missing, WALK_COLOURS } from '../../parts/index.ts';
import { gatewayNow, StationRefusal, useFeed, useSettings, useStatus } from '../../station/index.ts';
import { Button, Loading, Select, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './replay.module.css';

type Coverage = FeedOutput<'walks.coverage'>;
const PERIODS = ['1', '3', '7', '30', 'other'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** digits of a unit grid: nothing lies below it */
const UNIT_DIGITS = 14;

export interface RouteCheckProps {
  onScene: (scene: MapScene | null) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

/** Which streets of the plan were walked in a period: the share of each grid, what was left out, and both on the map. */
export function RouteCheck(props: RouteCheckProps) {
  const t = useTexts(texts);
  const roles = useStatus()?.session.user?.roles ?? [];
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>('1');
  const [typed, setTyped] = useState(() => lastDays(1));
  const [codes, setCodes] = useState<string[]>([]);
  if (!AUDIT_ROLES.some((role) => roles.includes(role))) return <p>{t('walks.few')}</p>;
  const days = period === 'other' ? typed : lastDays(Number(period));
  const ready = isDay(days.from) && isDay(days.to) && days.from <= days.to;
  return (
    <>
      <Select
        label={t('walks.period')}
        value={period}
        options={PERIODS.map((value) => ({
          value,
          label: value === 'other' ? t('walks.other') : t('walks.days', { n: Number(value) }),
        }))}
        onChange={(next) => {
          if (next === 'other') setTyped(days);
          setPeriod(next);
        }}
      />
      {period === 'other' && (
        <div className={styles.ends}>
          {(['from', 'to'] as const).map((end) => (
            <TextField
              key={end}
              label={t(`walks.${end}`)}
              value={typed[end]}
              error={isDay(typed[end]) ? null : t('walks.badDay')}
              onChange={(value) => setTyped((before) => ({ ...before, [end]: value }))}
            />
          ))}
        </div>
      )}
      {ready ? (
        <Checked {...props} days={days} code={codes.at(-1) ?? null} onCodes={setCodes} />
      ) : (
        <p role="alert">{t('walks.badDay')}</p>
      )}
    </>
  );
}

/** The lengths stand beside it, as a rate's numbers do. */
const percent = ({ metres, walked }: { metres: number; walked: number }): string =>
  metres > 0 ? `${((walked / metres) * 100).toFixed(1)}%` : '–';
const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** The last days of the Shanghai calendar, today included. */
function lastDays(n: number): { from: string; to: string } {
  const today = dayNumber(gatewayNow());
  const nameOf = (day: number) => shanghaiDay(day * DAY_MS);
  return { from: nameOf(today - n + 1), to: nameOf(today) };
}

interface CheckedProps extends RouteCheckProps {
  days: { from: string; to: string };
  code: string | null;
  onCodes: (change: (before: string[]) => string[]) => void;
}

function Checked({ days, code, onCodes, onScene, onShowOnMap }: CheckedProps) {
  const t = useTexts(texts);
  const { data, error, refetch, isFetching } = useFeed('walks.coverage', { ...days, code });
  useEffect(() => {
    if (data) onScene({ ring: null, lines: [], points: [], walks: data.ages });
  }, [data, onScene]);
  useEffect(() => () => onScene(null), [onScene]);
  if (error)
    return (
      <p className={styles.alert} role="alert">
        {error instanceof StationRefusal ? refusalWords(error) : t('walks.failed')}
      </p>
    );
  if (!data) return <Loading />;
  const { total } = data;
  return (
    <>
      <div className={styles.head}>
        {code !== null && (
          <Button size="small" look="quiet" icon={ChevronLeft} onClick={() => onCodes((before) => before.slice(0, -1))}>
            {t('walks.up')}
          </Button>
        )}
        <strong className={styles.share} data-walked={Math.round(total.walked)}>
          {t('walks.share', {
            name: total.name || t('tabs.district'),
            share: percent(total),
            walked: formatDistance(total.walked),
            metres: formatDistance(total.metres),
          })}
        </strong>
        <Button size="small" look="quiet" icon={RefreshCw} busy={isFetching} onClick={() => void refetch()}>
          {t('walks.again')}
        </Button>
      </div>
      <Legend />
      <p className={styles.quiet}>
        {data.since === null ? t('walks.none') : t('walks.since', { day: formatFullTime(data.since).slice(0, 10) })}
      </p>
      <Missing spans={data.missing} asked={false} />
      {(code?.length ?? 0) < UNIT_DIGITS && (
        <Grids grids={data.grids} onOpen={(next) => onCodes((before) => [...before, next])} />
      )}
      <Gaps data={data} onShowOnMap={onShowOnMap} />
    </>
  );
}

function Legend() {
  const t = useTexts(texts);
  const { theme } = useSettings();
  const colours = WALK_COLOURS[theme === 'light' ? 'light' : 'dark'];
  return (
    <ul className={styles.legend} aria-label={t('walks.legend')}>
      {colours.map((colour, age) => (
        <li key={colour} style={{ '--walk': colour } as CSSProperties} data-age={age}>
          {age < AGE_DAYS.length ? t('walks.age', { days: AGE_DAYS[age] ?? 0 }) : t('walks.never')}
        </li>
      ))}
    </ul>
  );
}

/** The least walked first: that is where somebody has to go. */
function Grids({ grids, onOpen }: { grids: readonly WalkedGrid[]; onOpen: (code: string) => void }) {
  const t = useTexts(texts);
  return (
    <section aria-label={t('walks.grids')} className={styles.list}>
      <h3>{t('walks.grids')}</h3>
      {grids.map(({ code, name, metres, walked }) => (
        <button key={code} type="button" className={styles.row} onClick={() => onOpen(code)}>
          <span>{name}</span>
          <progress max={metres} value={walked} aria-hidden="true" />
          <span>{percent({ metres, walked })}</span>
        </button>
      ))}
    </section>
  );
}

function Gaps({ data, onShowOnMap }: { data: Coverage; onShowOnMap: RouteCheckProps['onShowOnMap'] }) {
  const t = useTexts(texts);
  if (data.gaps.length === 0) return <p className={styles.quiet}>{t('walks.noGaps')}</p>;
  return (
    <section aria-label={t('walks.gaps')} className={styles.list}>
      <h3>{t('walks.gaps')}</h3>
      {data.gaps.map(({ street, gridCode, metres, lastAt, lon, lat }) => (
        <button
          key={`${gridCode}/${street}`}
          type="button"
          className={styles.row}
          onClick={() => onShowOnMap({ lon, lat })}
        >
          <span>{street || t('walks.nameless')}</span>
          <span>{formatDistance(metres)}</span>
          <span>{lastAt === null ? t('walks.never') : formatAge(lastAt, gatewayNow())}</span>
        </button>
      ))}
      {data.moreGaps > 0 && <p className={styles.quiet}>{t('walks.moreGaps', { n: data.moreGaps })}</p>}
    </section>
  );
}
