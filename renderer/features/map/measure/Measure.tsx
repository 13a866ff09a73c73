import { Plus, Undo2, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { LonLat } from '#shared/geo/index.ts';
import { formatArea, formatDistance, useTexts } from '../../../i18n/index.ts';
import { Radios } from '../../../parts/index.ts';
import { Button, useKeys } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { layerTexts } from '../layers/locale.ts';
import map from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';
import { enclosed, legsOf } from './geodesic.ts';
import { measureData, measureLayers } from './measureLayer.ts';
import styles from './measure.module.css';

const KINDS = ['distance', 'area'] as const;
type Kind = (typeof KINDS)[number];
const ROW = 'measure';

interface MeasureProps {
  engine: MapEngine;
  theme: MapTheme;
  magnify: number;
  onClose(): void;
}

/** Measures along or around points that are clicked, or set at the map's middle with the keys. */
export function Measure({ engine, theme, magnify, onClose }: MeasureProps) {
  const t = useTexts(layerTexts);
  const [kind, setKind] = useState<Kind>('distance');
  const [points, setPoints] = useState<readonly LonLat[]>([]);
  const add = (point: LonLat) => setPoints((now) => [...now, point]);
  const back = () => setPoints((now) => now.slice(0, -1));
  const addCentre = () => {
    const { lng, lat } = engine.map.getCenter();
    add([lng, lat]);
  };
  // Before it is painted: whoever sees the tool may click.
  useLayoutEffect(() => {
    const subscription = engine.map.on('click', ({ lngLat }) =>
      setPoints((now) => [...now, [lngLat.lng, lngLat.lat] as const]),
    );
    return () => subscription.unsubscribe();
  }, [engine]);
  useEffect(() => engine.map.getCanvas().focus({ preventScroll: true }), [engine]);
  const laid = useMemo(
    () => ({
      source: { type: 'geojson' as const, data: measureData(points, kind === 'area') },
      layers: measureLayers(theme, magnify),
    }),
    [points, kind, theme, magnify],
  );
  useEffect(() => engine.board.lay(ROW, laid, 1), [engine, laid]);
  useEffect(() => () => engine.board.lift(ROW), [engine]);
  const group = t('measure.title');
  useKeys([
    { keys: 'Enter', label: t('measure.add'), group, run: addCentre },
    { keys: 'Backspace', label: t('areas.undo'), group, run: back },
    { keys: 'Esc', label: t('measure.done'), group, run: onClose },
  ]);
  return (
    <>
      <div className={styles.cross} role="img" aria-label={t('measure.cross')} />
      <section className={map.drawBar} aria-label={t('measure.title')} data-points={points.length}>
        <div className={map.drawLine}>
          <Radios
            label={t('measure.kind')}
            options={KINDS.map((value) => ({ value, label: t(`measure.kinds.${value}`) }))}
            value={kind}
            onChange={setKind}
          />
          <Sizes kind={kind} points={points} />
          <Button icon={Plus} shortcut="Enter" onClick={addCentre}>
            {t('measure.add')}
          </Button>
          <Button icon={Undo2} shortcut="⌫" disabled={points.length === 0} onClick={back}>
            {t('areas.undo')}
          </Button>
          <Button icon={X} shortcut="Esc" onClick={onClose}>
            {t('measure.done')}
          </Button>
        </div>
        <p className={map.soft}>{t('measure.hint')}</p>
      </section>
    </>
  );
}

function Sizes({ kind, points }: { kind: Kind; points: readonly LonLat[] }) {
  const t = useTexts(layerTexts);
  const legs = legsOf(points);
  const last = legs.at(-1);
  if (kind === 'area') {
    const { area, around } = enclosed(points);
    return (
      <output className={styles.sizes}>
        <strong>{t('measure.size', { area: points.length < 3 ? '–' : formatArea(area) })}</strong>{' '}
        {points.length > 2 && t('measure.around', { length: formatDistance(around) })}
      </output>
    );
  }
  const total = legs.reduce((sum, leg) => sum + leg, 0);
  return (
    <output className={styles.sizes}>
      <strong>{t('measure.total', { length: last === undefined ? '–' : formatDistance(total) })}</strong>{' '}
      {last !== undefined && legs.length > 1 && t('measure.last', { length: formatDistance(last) })}
    </output>
  );
}
