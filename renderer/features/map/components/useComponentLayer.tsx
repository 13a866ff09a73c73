import { useEffect, useMemo, useState } from 'react';
import { MOST_MAPPED } from '#shared/contract/mapLayerViews.ts';
import { formatCount, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import type { MapEngine } from '../engine.ts';
import styles from '../layers/LayerPanel.module.css';
import { useLayerOn, useMapLayer } from '../layers/useMapLayer.ts';
import type { MapTheme } from '../style/palette.ts';
import {
  askedBox,
  COMPONENT_GROUPS,
  COMPONENT_ZOOM,
  componentData,
  componentLayers,
  componentMark,
  type MapBox,
} from './componentLayer.ts';
import { componentTexts } from './locale.ts';

const NOWHERE: MapBox = { west: 0, south: 0, east: 0, north: 0 };

/** The components in view, once the map is near the streets. */
export function useComponentLayer(engine: MapEngine | null, theme: MapTheme, magnify: number): void {
  const t = useTexts(componentTexts);
  const language = useLanguage();
  const on = useLayerOn('components');
  const box = useNearBox(engine, on);
  const { data, isError } = useFeed('component.within', box ?? NOWHERE, { enabled: on && box !== null });
  const found = box ? data : undefined;
  const source = useMemo(
    () => (found ? { type: 'geojson' as const, data: componentData(found.rows, theme, language) } : null),
    [found, theme, language],
  );
  const laid = useMemo(
    () => (source ? { source, layers: componentLayers(theme, magnify) } : null),
    [source, theme, magnify],
  );
  const isFar = box === null;
  const n = found?.n;
  const legend = useMemo(() => {
    const many = n !== undefined && n > MOST_MAPPED;
    const known = n === undefined ? t(isError ? 'failed' : 'reading') : t('shown', { n: formatCount(n) });
    const words = many ? t('many', { n: formatCount(n), most: formatCount(MOST_MAPPED) }) : known;
    return (
      <>
        <p role="status">{isFar ? t('closer') : words}</p>
        <ul className={styles.legend} data-legend="components">
          {COMPONENT_GROUPS.map((group) => {
            const { shape, colour } = componentMark(group, theme);
            return (
              <li key={group}>
                <span className={styles.shape} style={{ color: colour }} aria-hidden>
                  {shape}
                </span>
                {t(`groups.${group}`)}
              </li>
            );
          })}
        </ul>
      </>
    );
  }, [t, isFar, n, isError, theme]);
  useMapLayer(engine, { id: 'components', label: t('title'), legend, captioned: true }, laid);
}

/** What is in view, rounded outwards; null while the map is too far away for components. */
function useNearBox(engine: MapEngine | null, on: boolean): MapBox | null {
  const [box, setBox] = useState<MapBox | null>(null);
  useEffect(() => {
    if (!engine || !on) return undefined;
    const { map } = engine;
    const look = () => {
      const bounds = map.getBounds();
      const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      const next = map.getZoom() < COMPONENT_ZOOM ? null : askedBox({ west, south, east, north });
      setBox((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    };
    look();
    const subscriptions = [map.on('moveend', look), map.on('resize', look)];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }, [engine, on]);
  return on ? box : null;
}
