import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { changeSettings, gatewayNow, useFeed, useSettings, useStation } from '../../station/index.ts';
import type { MapDrawing, MapScene } from '../../parts/index.ts';
import { useRem } from '../../ui/index.ts';
import { CaseChooser } from './controls/CaseChooser.tsx';
import { MapControls, type MapSwitches } from './controls/MapControls.tsx';
import { MapHover } from './controls/MapHover.tsx';
import { GridReadout } from './controls/GridReadout.tsx';
import { Selection } from './controls/Selection.tsx';
import { type MapSpeaker, Speakers } from './controls/Speakers.tsx';
import { useMarkers } from './cases/useMarkers.ts';
import { intakeOf } from './fleet/intake.ts';
import { type MapHit, MapEngine, type MapLook } from './engine.ts';
import { mapTexts } from './locale.ts';
import styles from './MapView.module.css';
import { describeChoice } from './fleet/chooser.ts';
import { readDistrict } from './mapCanvas.ts';
import type { MapTheme } from './style/palette.ts';

// What it draws with is loaded when something is first drawn.
const DrawBar = lazy(async () => ({ default: (await import('./draw/DrawBar.tsx')).DrawBar }));

export interface MapViewProps {
  selectedCaseId: string | null;
  selectedWorkerIndex: number | null;
  onCase(id: string): void;
  onWorker(index: number): void;
  /** a camera was chosen: its picture is wanted */
  onCamera?(sourceId: string): void;
  /** moves the map each time `nonce` is new */
  flyTo: { lon: number; lat: number; zoom?: number; nonce: number } | null;
  theme: MapTheme;
  /** false on the wall: no controls, deaf to mouse and keys */
  interactive?: boolean;
  heat?: boolean;
  /** enlarges marks and labels; 1 on a desk */
  magnify?: number;
  /** shows the whole district each time it is new */
  fitNonce?: number;
  /** laid over the map by another feature */
  scene?: MapScene | null;
  /** the operator draws this on the map: nothing on it can be chosen meanwhile */
  drawing?: MapDrawing | null;
  /** workers whose marks are lit: they talk on the radio */
  speakers?: readonly MapSpeaker[];
  /** false while something lies over the map: nothing is painted then */
  shown?: boolean;
}

/** px of a rem on a 1920×1080 desk: marks are drawn for it and grow with it */
const DESK_REM = 14;
const DESK_SWITCHES: MapSwitches = {
  workers: true,
  offDuty: false,
  cases: true,
  grids: true,
  heat: false,
  cameras: false,
};

/** The situation map: base map, moving workers, open cases, grids. */
export function MapView(props: MapViewProps) {
  const { interactive = true, theme } = props;
  const magnify = (props.magnify ?? 1) * (useRem() / DESK_REM);
  const t = useTexts(mapTexts);
  const language = useLanguage();
  const [switches, setSwitches] = useState(DESK_SWITCHES);
  const look: MapLook = { ...switches, heat: props.heat ?? switches.heat, theme, language, magnify };
  const { container, engine, failed, trouble } = useEngine(look, interactive, `${t('label')}. ${t('keys')}`);
  const [hit, setHit] = useState<{ hit: MapHit; x: number; y: number } | null>(null);
  const [chooser, setChooser] = useState<{ ids: string[]; lon: number; lat: number } | null>(null);
  useFleet(engine, props.shown ?? true);
  useCases(engine);
  useCameras(engine, look.cameras);
  const scene = props.scene ?? null;
  const drawing = props.drawing ?? null;
  useEffect(() => engine?.showScene(scene), [engine, scene]);
  useFlights(engine, props);
  const { onCase, onWorker, onCamera } = props;
  const choose = useCallback(
    (hit: MapHit | null) => {
      setChooser(null);
      if (hit?.kind === 'worker') onWorker(hit.index);
      else if (hit?.kind === 'camera') onCamera?.(hit.id);
      else if (hit?.ids.length === 1 && hit.ids[0]) onCase(hit.ids[0]);
      else if (hit) setChooser(hit);
    },
    [onCase, onWorker, onCamera],
  );
  useMouse(engine, interactive && drawing === null, setHit, choose);
  return (
    <div className={styles.map}>
      <div ref={container} className={styles.canvas} />
      {!engine && !failed && <p className={styles.notice}>{t('loading')}</p>}
      {failed && (
        <div className={styles.notice} role="alert">
          <strong>{t('failed')}</strong>
          <p>{t('failedDetail')}</p>
        </div>
      )}
      {trouble && !failed && (
        <p className={styles.trouble} role="status">
          {t('tilesFailed')}
        </p>
      )}
      {engine && (
        <>
          <Selection engine={engine} caseId={props.selectedCaseId} workerIndex={props.selectedWorkerIndex} />
          {props.speakers && <Speakers engine={engine} speakers={props.speakers} />}
          {interactive && hit && !chooser && !drawing && <MapHover engine={engine} hit={hit.hit} x={hit.x} y={hit.y} />}
          {chooser && !drawing && (
            <CaseChooser engine={engine} {...chooser} onCase={onCase} onClose={() => setChooser(null)} />
          )}
          {drawing && (
            <Suspense fallback={null}>
              <DrawBar engine={engine} drawing={drawing} theme={theme} magnify={magnify} />
            </Suspense>
          )}
          {interactive && <GridReadout engine={engine} />}
          {interactive && <MapControls engine={engine} switches={switches} onSwitches={setSwitches} theme={theme} />}
        </>
      )}
    </div>
  );
}

/** Makes the engine once the district is known; changes of the look become calls. */
function useEngine(look: MapLook, interactive: boolean, label: string) {
  const station = useStation();
  const container = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState(false);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const [failed, setFailed] = useState(false);
  const { fleetPainter } = useSettings();
  const first = useRef({ look, fleetPainter, label });
  first.current = { look, fleetPainter, label };
  useEffect(() => {
    const element = container.current;
    let made: MapEngine | null = null;
    let gone = false;
    if (!element) return;
    readDistrict()
      .then((district) => {
        if (gone) return;
        const { look, fleetPainter, label } = first.current;
        const { store } = intakeOf(station);
        const onTrouble = () => setTrouble(true);
        const options = { interactive, label, painter: fleetPainter, now: gatewayNow, store, onTrouble };
        made = new MapEngine(element, district, look, options);
        setEngine(made);
      })
      .catch((error: unknown) => {
        console.error('the map cannot be opened', error);
        if (!gone) setFailed(true);
      });
    return () => {
      gone = true;
      made?.dispose();
      setEngine(null);
    };
  }, [interactive, station]);
  const { theme, language, workers, offDuty, cases, grids, heat, cameras, magnify } = look;
  useEffect(() => {
    engine?.setLook({ theme, language, workers, offDuty, cases, grids, heat, cameras, magnify });
  }, [engine, theme, language, workers, offDuty, cases, grids, heat, cameras, magnify]);
  useEffect(() => {
    if (!engine) return;
    engine.fleet.use(fleetPainter);
    void changeSettings({ painterFound: describeChoice(engine.fleet.choice) });
  }, [engine, fleetPainter]);
  useEffect(() => engine?.map.getCanvas().setAttribute('aria-label', label), [engine, label]);
  return { container, engine, failed, trouble };
}

/** Ticks go straight from the station's port to the painter; the next is asked for when this one is on the screen. */
function useFleet(engine: MapEngine | null, shown: boolean): void {
  const station = useStation();
  useEffect(() => {
    engine?.rest(!shown);
    if (engine && shown) return intakeOf(station).connect((buffer, painted) => engine.tick(buffer, painted));
    return undefined;
  }, [engine, station, shown]);
}

function useCases(engine: MapEngine | null): void {
  const data = useMarkers();
  useEffect(() => {
    if (engine && data) engine.showCases(data);
  }, [engine, data]);
}

function useFlights(engine: MapEngine | null, { flyTo, fitNonce }: MapViewProps): void {
  const flight = useRef(flyTo);
  flight.current = flyTo;
  const nonce = flyTo?.nonce;
  useEffect(() => {
    const to = flight.current;
    if (engine && to && nonce !== undefined) engine.moves.flyTo(to.lon, to.lat, to.zoom);
  }, [engine, nonce]);
  useEffect(() => {
    if (engine && fitNonce !== undefined) engine.moves.fitDistrict();
  }, [engine, fitNonce]);
}

/** The centre's cameras, read while they are switched on. */
function useCameras(engine: MapEngine | null, shown: boolean): void {
  const { data } = useFeed('video.sources', {}, { enabled: shown });
  useEffect(() => engine?.showCameras(data ?? []), [engine, data]);
}

/** Hover and click, at most one look per frame; MapLibre itself has arrows, + and −. */
function useMouse(
  engine: MapEngine | null,
  interactive: boolean,
  onHover: (hover: { hit: MapHit; x: number; y: number } | null) => void,
  onClick: (hit: MapHit | null) => void,
): void {
  useEffect(() => {
    if (!engine || !interactive) return;
    const { map } = engine;
    const canvas = map.getCanvas();
    let frame = 0;
    let last = '';
    const look = (x: number, y: number) => {
      frame = 0;
      const hit = engine.pick(x, y);
      const key = JSON.stringify(hit && { ...hit, lon: 0, lat: 0 });
      if (key === last) return;
      last = key;
      canvas.style.cursor = hit ? 'pointer' : '';
      onHover(hit && { hit, x, y });
    };
    const move = map.on('mousemove', ({ point }) => {
      if (frame === 0) frame = requestAnimationFrame(() => look(point.x, point.y));
    });
    const leave = map.on('mouseout', () => {
      last = '';
      onHover(null);
    });
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Home') engine.moves.fitDistrict();
    };
    canvas.addEventListener('keydown', keys);
    const click = map.on('click', ({ point }) => onClick(engine.pick(point.x, point.y)));
    return () => {
      cancelAnimationFrame(frame);
      canvas.removeEventListener('keydown', keys);
      for (const subscription of [move, leave, click]) subscription.unsubscribe();
    };
  }, [engine, interactive, onHover, onClick]);
}
