import { MapPin as PinIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import type { MapMark } from '../../../parts/index.ts';
import { Icon } from '../../../ui/index.ts';
import { useFollower } from '../controls/Selection.tsx';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapView } from '../moves.ts';

/** so near that a house is told from its neighbour */
const HOUSE_ZOOM = 18;

/** The place that was looked for. Without it the map is where it was before the first one. */
export function Mark({ engine, mark }: { engine: MapEngine; mark: MapMark | null }) {
  const before = useRef<MapView | null>(null);
  const latest = useRef(mark);
  latest.current = mark;
  const nonce = mark?.nonce ?? null;
  useEffect(() => {
    const to = latest.current;
    if (to && nonce !== null) {
      before.current ??= engine.moves.view;
      if (to.box) engine.moves.fit([...to.box]);
      else engine.moves.flyTo(to.lon, to.lat, HOUSE_ZOOM);
    } else if (before.current) {
      engine.moves.goBack(before.current);
      before.current = null;
    }
  }, [engine, nonce]);
  return mark?.stands ? <Standing engine={engine} mark={mark} /> : null;
}

/** A place that was looked for in another window: the map stays where it is. */
export function OtherMark({ engine, mark }: { engine: MapEngine; mark: MapMark }) {
  return mark.stands ? <Standing engine={engine} mark={mark} /> : null;
}

function Standing({ engine, mark: { lon, lat, title, detail } }: { engine: MapEngine; mark: MapMark }) {
  const t = useTexts(mapTexts);
  const follower = useFollower(engine, () => engine.map.project([lon, lat]), `${lon},${lat}`);
  return (
    <div
      ref={follower}
      className={styles.mark}
      role="img"
      aria-label={t('found', { title })}
      data-lon={lon}
      data-lat={lat}
      hidden
    >
      <span className={styles.markHead}>
        <Icon icon={PinIcon} size="2.4rem" />
      </span>
      <span className={styles.markWords}>
        <strong>{title}</strong>
        {detail && <span>{detail}</span>}
      </span>
    </div>
  );
}
