import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import {
  clockTimeSchema,
  MOST_STOPS,
  SCENE_SECONDS,
  type Scheduled,
  type TourPlace,
  type TourStop,
  USUAL_PLAN,
  WALL_SCENES,
  type WallPlan,
} from '#shared/contract/wallPlan.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { savedViews, useOwnId } from '../../parts/index.ts';
import { changeSettings, useFeed, useSettings } from '../../station/index.ts';
import { Button, FieldGroup, IconButton, Select, showToast, Switch, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { placeOfArea, placeOfView } from './places.ts';
import styles from './wallPlan.module.css';

/** Walls that may be planned: as many as a workstation drives displays, and one more. */
const WALLS = ['wall-1', 'wall-2', 'wall-3', 'wall-4'] as const;
const MOST_TIMES = 24;

/** How each wall of this workstation goes when nobody tells it otherwise. */
export function WallPlans() {
  const t = useTexts(texts);
  const { walls } = useSettings();
  const [wall, setWall] = useState<(typeof WALLS)[number]>('wall-1');
  const plan = walls[wall] ?? USUAL_PLAN;
  const save = async (others: Record<string, WallPlan>) => {
    try {
      await changeSettings({ walls: others });
    } catch {
      showToast({ title: t('failed'), look: 'warn' });
    }
  };
  const change = (part: Partial<WallPlan>) => void save({ ...walls, [wall]: { ...plan, ...part } });
  const { [wall]: own, ...rest } = walls;
  return (
    <FieldGroup title={t('title')}>
      <Select
        label={t('wall')}
        value={wall}
        options={WALLS.map((value, n) => ({ value, label: t('name', { n: n + 1 }) }))}
        onChange={setWall}
      />
      <Switch label={t('critical')} value={plan.critical} onChange={(critical) => change({ critical })} />
      <Switch label={t('drift')} value={plan.drift} onChange={(drift) => change({ drift })} />
      <Tour key={`tour-${wall}`} tour={plan.tour} onChange={(tour) => change({ tour })} />
      <Schedule key={`times-${wall}`} schedule={plan.schedule} onChange={(schedule) => change({ schedule })} />
      {own && (
        <Button className={styles.reset} onClick={() => void save(rest)}>
          {t('reset')}
        </Button>
      )}
    </FieldGroup>
  );
}

const replaced = <T,>(list: readonly T[], at: number, one: T) => list.map((old, n) => (n === at ? one : old));
const without = <T,>(list: readonly T[], at: number) => list.filter((_, n) => n !== at);

function Tour({ tour, onChange }: { tour: TourStop[]; onChange: (tour: TourStop[]) => void }) {
  const t = useTexts(texts);
  const words = useTexts(common);
  return (
    <details className={styles.list}>
      <summary>{t('tour')}</summary>
      <p className={styles.hint}>{t('tourHint')}</p>
      {tour.map((stop, n) => (
        <div key={`${n} of ${tour.length}`} className={styles.line}>
          <Select
            label={t('scene', { n: n + 1 })}
            labelHidden
            value={stop.scene}
            options={WALL_SCENES.map((value) => ({ value, label: words(`wallScenes.${value}`) }))}
            onChange={(scene) => onChange(replaced(tour, n, { scene, seconds: stop.seconds }))}
          />
          <Seconds value={stop.seconds} onChange={(seconds) => onChange(replaced(tour, n, { ...stop, seconds }))} />
          <IconButton
            icon={X}
            label={t('remove', { name: words(`wallScenes.${stop.scene}`) })}
            disabled={tour.length === 1}
            onClick={() => onChange(without(tour, n))}
          />
          {stop.scene === 'situation' && (
            <Place
              label={t('place', { n: n + 1 })}
              place={stop.place}
              onChange={(place) => onChange(replaced(tour, n, { ...stop, place }))}
            />
          )}
        </div>
      ))}
      <Button
        icon={Plus}
        disabled={tour.length >= MOST_STOPS}
        onClick={() => onChange([...tour, { scene: 'situation', seconds: 30 }])}
      >
        {t('add')}
      </Button>
    </details>
  );
}

const DISTRICT = '';

/** Views this operator saved on the map, and areas that were drawn on it; of two with one name the first. */
function usePlaces(): readonly TourPlace[] {
  const ownId = useOwnId();
  const { data: areas } = useFeed('area.list', {}, { enabled: ownId !== '' });
  const places = [...savedViews(localStorage, ownId).map(placeOfView), ...(areas ?? []).map(placeOfArea)];
  return places.filter(({ name }, n) => places.findIndex((one) => one.name === name) === n);
}

interface PlaceProps {
  label: string;
  place: TourPlace | undefined;
  onChange: (place: TourPlace | undefined) => void;
}

/** Where the map looks: at the whole district, as a view that was saved on the map with what it shows, or at an area. */
function Place({ label, place, onChange }: PlaceProps) {
  const t = useTexts(texts);
  const saved = usePlaces();
  // One that was chosen by somebody else, or is saved no more, stays what it is.
  const places = place && !saved.some(({ name }) => name === place.name) ? [place, ...saved] : saved;
  return (
    <div className={styles.place}>
      <Select
        label={label}
        labelHidden
        value={place?.name ?? DISTRICT}
        options={[
          { value: DISTRICT, label: t('district') },
          ...places.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(name) => onChange(places.find((one) => one.name === name))}
      />
    </div>
  );
}

/** What is typed stays while it is no number of seconds; it takes effect as soon as it is. */
function Seconds({ value, onChange }: { value: number; onChange: (seconds: number) => void }) {
  const t = useTexts(texts);
  const [text, setText] = useState(String(value));
  const { least, most } = SCENE_SECONDS;
  const fits = (typed: string) => /^\d{1,4}$/.test(typed) && Number(typed) >= least && Number(typed) <= most;
  return (
    <TextField
      label={t('seconds')}
      labelHidden
      value={text}
      inputMode="numeric"
      error={fits(text) ? null : t('secondsWrong', SCENE_SECONDS)}
      onChange={(typed) => {
        setText(typed);
        if (fits(typed)) onChange(Number(typed));
      }}
    />
  );
}

function Schedule({ schedule, onChange }: { schedule: Scheduled[]; onChange: (schedule: Scheduled[]) => void }) {
  const t = useTexts(texts);
  const words = useTexts(common);
  return (
    <details className={styles.list}>
      <summary>{t('schedule')}</summary>
      <p className={styles.hint}>{t('scheduleHint')}</p>
      {schedule.map((entry, n) => (
        <div key={`${n} of ${schedule.length}`} className={styles.time}>
          <TimeOfDay value={entry.at} onChange={(at) => onChange(replaced(schedule, n, { ...entry, at }))} />
          <Select
            label={t('scheduled')}
            labelHidden
            value={entry.scene}
            options={[...WALL_SCENES, 'tour' as const].map((value) => ({ value, label: words(`wallScenes.${value}`) }))}
            onChange={(scene) => onChange(replaced(schedule, n, { at: entry.at, scene }))}
          />
          <IconButton
            icon={X}
            label={t('removeTime', { at: entry.at })}
            onClick={() => onChange(without(schedule, n))}
          />
          {entry.scene === 'situation' && (
            <Place
              label={t('placeAt', { at: entry.at })}
              place={entry.place}
              onChange={(place) => onChange(replaced(schedule, n, { ...entry, place }))}
            />
          )}
        </div>
      ))}
      <Button
        icon={Plus}
        disabled={schedule.length >= MOST_TIMES}
        onClick={() => onChange([...schedule, { at: '08:00', scene: 'figures' }])}
      >
        {t('addTime')}
      </Button>
    </details>
  );
}

function TimeOfDay({ value, onChange }: { value: string; onChange: (at: string) => void }) {
  const t = useTexts(texts);
  const [text, setText] = useState(value);
  const fits = (typed: string) => clockTimeSchema.safeParse(typed).success;
  return (
    <TextField
      label={t('at')}
      labelHidden
      value={text}
      error={fits(text) ? null : t('atWrong')}
      onChange={(typed) => {
        setText(typed);
        if (fits(typed)) onChange(typed);
      }}
    />
  );
}
