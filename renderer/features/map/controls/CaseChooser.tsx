import { ZoomIn } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { Button, Light, UrgencyMark } from '../../../ui/index.ts';
import { markerLight } from '../cases/marker.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import { useFollower } from './Selection.tsx';

const MOST_SHOWN = 8;

interface CaseChooserProps {
  engine: MapEngine;
  ids: string[];
  lon: number;
  lat: number;
  onCase(id: string): void;
  onClose(): void;
}

/** Several cases lie under the click: choose one from a list. */
export function CaseChooser({ engine, ids, lon, lat, onCase, onClose }: CaseChooserProps) {
  const t = useTexts(mapTexts);
  const now = useNow(10_000);
  const list = useRef<HTMLUListElement>(null);
  const box = useFollower(engine, () => engine.map.project([lon, lat]), ids.join());
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  useLayoutEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    window.addEventListener('keydown', leave, true);
    return () => window.removeEventListener('keydown', leave, true);
  }, [onClose]);
  const markers = ids.flatMap((id) => engine.cases.find(id)?.marker ?? []);
  return (
    <div ref={box} className={styles.chooser} role="dialog" aria-label={t('severalCases', { n: ids.length })}>
      <p className={styles.soft}>{t('severalCases', { n: ids.length })}</p>
      <ul ref={list}>
        {markers.slice(0, MOST_SHOWN).map((marker) => (
          <li key={marker.id}>
            <button
              type="button"
              className={styles.choice}
              onClick={() => {
                onCase(marker.id);
                onClose();
              }}
            >
              <Light light={markerLight(marker, now)} />
              <UrgencyMark urgency={marker.urgency} />
              {marker.title}
            </button>
          </li>
        ))}
      </ul>
      {markers.length > MOST_SHOWN && (
        <p className={styles.soft}>{t('moreCases', { n: markers.length - MOST_SHOWN })}</p>
      )}
      <Button
        size="small"
        icon={ZoomIn}
        onClick={() => {
          engine.showAll(ids);
          onClose();
        }}
      >
        {t('zoomHere')}
      </Button>
    </div>
  );
}
