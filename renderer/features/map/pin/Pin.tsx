import { MapPin as PinIcon } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';
import { offset } from '#shared/district/streets/metres.ts';
import { useTexts } from '../../../i18n/index.ts';
import type { MapPin } from '../../../parts/index.ts';
import { Icon } from '../../../ui/index.ts';
import { useFollower } from '../controls/Selection.tsx';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';

/** metres of one press of an arrow, and with Shift */
const STEP_METRES = 2;
const LEAP_METRES = 20;
const ARROWS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The place another feature asks for: a click sets it, the pin is dragged or moved by arrows, Enter on the map takes its middle. */
export function Pin({ engine, pin }: { engine: MapEngine; pin: MapPin }) {
  const t = useTexts(mapTexts);
  const latest = useRef(pin);
  latest.current = pin;
  useLayoutEffect(() => {
    const { map } = engine;
    const canvas = map.getCanvas();
    const place = ({ lng, lat }: { lng: number; lat: number }) => latest.current.onPlace({ lon: lng, lat });
    const click = map.on('click', ({ lngLat }) => place(lngLat));
    const enter = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Enter') place(map.getCenter());
    };
    canvas.addEventListener('keydown', enter);
    canvas.style.cursor = 'crosshair';
    return () => {
      click.unsubscribe();
      canvas.removeEventListener('keydown', enter);
      canvas.style.cursor = '';
    };
  }, [engine]);
  return (
    <>
      <p className={styles.pinHint} role="status">
        {t(pin.at ? 'pin.move' : 'pin.set')}
      </p>
      {pin.at && <Placed engine={engine} at={pin.at} onPlace={pin.onPlace} />}
    </>
  );
}

interface PlacedProps {
  engine: MapEngine;
  at: NonNullable<MapPin['at']>;
  onPlace: MapPin['onPlace'];
}

function Placed({ engine, at, onPlace }: PlacedProps) {
  const t = useTexts(mapTexts);
  const { map } = engine;
  const follower = useFollower(engine, () => map.project([at.lon, at.lat]), `${at.lon},${at.lat}`);
  const drag = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const { left, top } = map.getContainer().getBoundingClientRect();
    const { lng, lat } = map.unproject([event.clientX - left, event.clientY - top]);
    onPlace({ lon: lng, lat });
  };
  const step = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const metres = event.shiftKey ? LEAP_METRES : STEP_METRES;
    const [lon, lat] = offset(at.lon, at.lat, arrow[0] * metres, arrow[1] * metres);
    onPlace({ lon, lat });
  };
  return (
    <div ref={follower} className={styles.pin} hidden>
      <button
        type="button"
        className={styles.pinHead}
        aria-label={t('pin.label')}
        data-keys="own"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={step}
      >
        <Icon icon={PinIcon} size="2.2rem" />
      </button>
    </div>
  );
}
