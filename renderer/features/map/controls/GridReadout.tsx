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
    const subscription = engine.map.on('mousemove', ({ lngLat }) => {
      clearTimeout(timer);
      if (engine.map.getZoom() < FROM_ZOOM) return setPlace(null);
      timer = setTimeout(() => void names.at(lngLat.lng, lngLat.lat).then(setPlace), REST_MS);
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
