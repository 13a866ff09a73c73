import { Filter, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { GRID_FIGURES, type GridFigure, MOST_COUNTED_ROWS } from '#shared/contract/mapLayerViews.ts';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import { formatCount, formatFullTime, type Translate, useTexts } from '../../../i18n/index.ts';
import { WorkerLink } from '../../../parts/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Button, IconButton, Light, lightOfRow, Loading, Trouble, UrgencyMark, useKeys } from '../../../ui/index.ts';
import { useFollower } from '../controls/Selection.tsx';
import type { MapEngine } from '../engine.ts';
import { useLayerChoice } from '../layers/choice.ts';
import { useLayerOn } from '../layers/useMapLayer.ts';
import { mapTexts } from '../locale.ts';
import map from '../MapView.module.css';
import styles from './choropleth.module.css';
import { FILL_LAYERS } from './FillHover.tsx';
import { countedTexts } from './locale.ts';

interface Verbs {
  onCase(id: string): void;
  onWorker(index: number): void;
  /** the queue is to show this grid alone */
  onFilter?: (grid: string) => void;
}
interface GridCountedProps extends Verbs {
  engine: MapEngine;
  /** a click means the grid under it: nothing else is drawn, measured or chosen from */
  free: boolean;
}
/** A grid that was clicked, and where. */
interface Clicked {
  code: string;
  name: string;
  lon: number;
  lat: number;
}

/** A click on a filled grid, or a key for the one in the middle, lists what its figure was counted from. */
export function GridCounted({ engine, free, ...verbs }: GridCountedProps) {
  const on = useLayerOn('fill');
  const chosen = useLayerChoice((choice) => choice.options['fill.figure']);
  const figure = GRID_FIGURES.find((one) => one === chosen) ?? GRID_FIGURES[0];
  const [clicked, setClicked] = useState<Clicked | null>(null);
  useGridClicks(engine, on && free, setClicked);
  if (!on || !free || !clicked) return null;
  return <Counted {...{ engine, figure, clicked }} {...verbs} onClose={() => setClicked(null)} />;
}

function useGridClicks(engine: MapEngine, on: boolean, onClicked: (clicked: Clicked | null) => void): void {
  const t = useTexts(countedTexts);
  const tm = useTexts(mapTexts);
  useLayoutEffect(() => {
    if (!on) return undefined;
    // Whatever lies over the grid is meant first.
    const click = engine.map.on('click', ({ point, originalEvent }) => {
      if (!originalEvent.ctrlKey && engine.pick(point.x, point.y) === null) onClicked(gridAt(engine.map, point));
    });
    return () => click.unsubscribe();
  }, [engine, on, onClicked]);
  const middle = () => onClicked(gridAt(engine.map, engine.map.project(engine.map.getCenter())));
  useKeys([{ keys: 'Shift+Enter', label: t('middle'), group: tm('controls'), run: middle, enabled: on }]);
}

/** The filled grid at a point of the map, px. */
function gridAt(map: MapEngine['map'], { x, y }: { x: number; y: number }): Clicked | null {
  const layers = FILL_LAYERS.filter((id) => map.getLayer(id));
  const [found] = layers.length > 0 ? map.queryRenderedFeatures([x, y], { layers }) : [];
  if (!found) return null;
  const { lng, lat } = map.unproject([x, y]);
  return { code: String(found.properties.code), name: String(found.properties.name), lon: lng, lat };
}

interface CountedProps extends Verbs {
  engine: MapEngine;
  figure: GridFigure;
  clicked: Clicked;
  onClose(): void;
}

function Counted({ engine, figure, clicked, onClose, onFilter, onCase, onWorker }: CountedProps) {
  const t = useTexts(countedTexts);
  const { code, name, lon, lat } = clicked;
  const { data, isPlaceholderData, isError, error, refetch } = useFeed('grid.counted', { code, figure });
  const counted = isPlaceholderData ? undefined : data;
  const box = useFollower(engine, () => engine.map.project([lon, lat]), `${code} ${lon} ${lat}`);
  const close = () => {
    onClose();
    engine.map.getCanvas().focus({ preventScroll: true });
  };
  useEscape(close);
  // Whoever came by the keys goes on with them.
  useEffect(() => box.current?.focus({ preventScroll: true }), [box, code]);
  const words = counted ? wordsOf(counted, figure, t) : '';
  return (
    <div
      ref={box}
      className={`${map.chooser} ${styles.counted}`}
      role="dialog"
      aria-label={name}
      tabIndex={-1}
      data-n={counted?.n}
      hidden
    >
      <p className={styles.head}>
        <strong>{name}</strong>
        <IconButton size="small" icon={X} label={t('close')} shortcut="Esc" onClick={close} />
      </p>
      {isError && !counted && <Trouble error={error} onRetry={() => void refetch()} />}
      {!counted && !isError && <Loading />}
      {counted && (
        <>
          <p role="status">{words}</p>
          <Rows
            counted={counted}
            onCase={(id) => {
              onClose();
              onCase(id);
            }}
            onWorker={onWorker}
          />
          {counted.n > MOST_COUNTED_ROWS && <p className={map.soft}>{t('first', { n: MOST_COUNTED_ROWS })}</p>}
          <p className={map.soft}>{t('asOf', { time: formatFullTime(counted.asOf) })}</p>
          {onFilter && figure !== 'on-duty' && (
            <Button size="small" icon={Filter} onClick={() => onFilter(code)}>
              {t('filter')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

type CountedView = FeedOutput<'grid.counted'>;

function wordsOf({ n, value }: CountedView, figure: GridFigure, t: Translate<typeof countedTexts.zh>) {
  const rate = value === null ? '–' : `${Math.round(value * 1000) / 10} %`;
  return t(figure, { n: formatCount(n), rate });
}

function Rows({ counted: { cases, workers }, onCase, onWorker }: { counted: CountedView } & Omit<Verbs, 'onFilter'>) {
  const now = useNow(10_000);
  return (
    <ul className={styles.rows}>
      {cases.map((row) => (
        <li key={row.id}>
          <button type="button" className={map.choice} onClick={() => onCase(row.id)}>
            <Light light={lightOfRow(row.clock, now)} />
            <UrgencyMark urgency={row.urgency} />
            {row.title}
          </button>
        </li>
      ))}
      {workers.map(({ id, index, name }) => (
        <li key={id}>
          <WorkerLink className={map.choice} id={id} name={name} onOpen={() => onWorker(index)} />
        </li>
      ))}
    </ul>
  );
}

function useEscape(onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useLayoutEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener('keydown', leave, true);
    return () => window.removeEventListener('keydown', leave, true);
  }, []);
}
