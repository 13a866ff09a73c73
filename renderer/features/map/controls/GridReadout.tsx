import { useEffect, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import type { MapEngine } from '../engine.ts';
import type { GridPlace } from '../grids/gridIndex.ts';
import { GridNames } from '../grids/gridNames.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';

/** The mouse rests this long before the grid under it is named. */
const REST_MS = 120;
/** Further out a unit grid is smaller than the pointer. */
const FROM_ZOOM = 13.5;

/** Names the grid under the mouse, from street to unit grid. */
export function GridReadout({ engine }: { engine: MapEngine }) {
  const t = useTexts(mapTexts);
  const [place, setPlace] = useState<GridPlace | null>(null);
  useEffect(() => {
    const names = new GridNames();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A name that comes after the mouse has moved on is of nowhere any more.
    let moves = 0;
    const subscription = engine.map.on('mousemove', ({ lngLat }) => {
      clearTimeout(timer);
      moves += 1;
      const move = moves;
      if (engine.map.getZoom() < FROM_ZOOM) return setPlace(null);
      const name = async () => {
        const there = await names.at(lngLat.lng, lngLat.lat);
        if (move === moves) setPlace(there);
      };
      timer = setTimeout(() => void name(), REST_MS);
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
      names.dispose();
    };
  }, [engine]);
  if (!place) return null;
  return (
    <output className={styles.grid}>
      {place.street} · {place.community} · <strong>{place.unit}</strong>
      <span className="visually-hidden">{t('here', { code: place.code })}</span>
    </output>
  );
}
