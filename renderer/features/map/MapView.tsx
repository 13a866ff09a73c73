import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { type MapShows, NO_FILTER } from '#shared/contract/mapView.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { changeSettings, gatewayNow, useFeed, useSettings, useStation } from '../../station/index.ts';
import type { MapDrawing, MapMark, MapPin, MapReplay, MapScene } from '../../parts/index.ts';
import { useKeys, useRem } from '../../ui/index.ts';
import { toggled } from './choose/choosing.ts';
import { useChoosing } from './choose/useChoosing.ts';
import { CaseChooser } from './controls/CaseChooser.tsx';
import { GridCounted } from './choropleth/GridCounted.tsx';
import { MapControls } from './controls/MapControls.tsx';
import { HEAT } from './heat/useHeat.ts';
import { useSavedView, type ViewAsked } from './layers/useSavedView.ts';
import { LayerCaptions } from './layers/LayerCaptions.tsx';
import { MapLayers } from './layers/MapLayers.tsx';
import { FLEET_VIEWS } from './fleet/density.ts';
import { FLEET_VIEW_OPTION, FRESH_LAYERS, keepLayerChoice, useLayerChoice } from './layers/choice.ts';
import { AlarmMarks } from './alarms/AlarmMarks.tsx';
import { AreaDesk, type AreaWork } from './areas/AreaTools.tsx';
import { MapHover } from './controls/MapHover.tsx';
import { Mark, OtherMark } from './pin/Mark.tsx';
import { Pin } from './pin/Pin.tsx';
import { GridReadout } from './controls/GridReadout.tsx';
import { Selection } from './controls/Selection.tsx';
import { type MapSpeaker, Speakers } from './controls/Speakers.tsx';
import { type ChosenWorker, useDragOut } from './controls/useDragOut.ts';
import { useMouse } from './controls/useMouse.ts';
import { useMarkers } from './cases/useMarkers.ts';
import { BaseNotice } from './base/BaseNotice.tsx';
import { WorkerNames } from './labels/WorkerNames.tsx';
import { useBase } from './base/useBase.ts';
import { FilterPanel } from './filter/FilterPanel.tsx';
import { useKeptFilter } from './filter/keptFilter.ts';
import { FilterCaption, MapChips } from './filter/MapChips.tsx';
import { useFleetFilter } from './filter/useFleetFilter.ts';
import { escapeOf } from './escape.ts';
import { useHolding } from './useHolding.ts';
import { intakeOf } from './fleet/intake.ts';
import { type MapHit, MapEngine, type MapLook } from './engine.ts';
import { mapTexts } from './locale.ts';
import styles from './MapView.module.css';
import { describeChoice } from './fleet/chooser.ts';
import { readDistrict } from './mapCanvas.ts';
import type { MapTheme } from './style/palette.ts';

// What it draws with is loaded when something is first drawn.
const DrawBar = lazy(async () => ({ default: (await import('./draw/DrawBar.tsx')).DrawBar }));
const Measure = lazy(async () => ({ default: (await import('./measure/Measure.tsx')).Measure }));

export interface MapViewProps {
  selectedCaseId: string | null;
  selectedWorkerIndex: number | null;
  onCase(id: string): void;
  onWorker(index: number): void;
  /** workers that are chosen together */
  chosen?: readonly number[];
  /** others are chosen: Ctrl and click, Ctrl and drag, or an area; without it nobody chooses several */
  onChosen?(indices: number[]): void;
  /** the mark of an alarm was clicked: its row is wanted */
  onAlarm?(id: string): void;
  /** a camera was chosen: its picture is wanted */
  onCamera?(sourceId: string): void;
  /** a component was chosen, by its code */
  onComponent?(code: string): void;
  /** the queue is to show these alone: the cases of a grid of any tier, or of a department */
  onFilter?(filter: { grid: string } | { department: string }): void;
  /** moves the map each time `nonce` is new */
  flyTo: { lon: number; lat: number; zoom?: number; nonce: number } | null;
  theme: MapTheme;
  /** false on the wall: no controls, deaf to mouse and keys */
  interactive?: boolean;
  /** what a map without a panel shows now; null: what every map begins with */
  shows?: MapShows | null;
  /** where open cases lie is among what such a map begins with */
  heat?: boolean;
  /** enlarges marks and labels; 1 on a desk */
  magnify?: number;
  /** shows the whole district each time it is new */
  fitNonce?: number;
  /** laid over the map by another feature */
  scene?: MapScene | null;
  /** the fleet as it was, in place of the live one; live cases are not shown meanwhile */
  replay?: MapReplay | null;
  /** the operator draws this on the map: nothing on it can be chosen meanwhile */
  drawing?: MapDrawing | null;
  /** the operator points at this on the map: a click sets it, and chooses nothing */
  pin?: MapPin | null;
  /** a place that was looked for */
  mark?: MapMark | null;
  /** one that was looked for at another desk of this operator: marked, and not gone to */
  otherMark?: MapMark | null;
  /** a saved view is to be shown, each time its nonce is new */
  savedView?: ViewAsked | null;
  /** to where base maps are added and described */
  onManageBases?(): void;
  /** to where overlays are set up */
  onManageOverlays?(): void;
  /** workers whose marks are lit: they talk on the radio */
  speakers?: readonly MapSpeaker[];
  /** false while something lies over the map: nothing is painted then */
  shown?: boolean;
  /** the place of a row that was clicked, each time `nonce` is new: the map goes there, and with the same key again back */
  visit?: { key: string; lon: number; lat: number; nonce: number } | null;
  /** index of the worker to keep in the middle */
  follow?: number | null;
  /** following has ended on the map itself */
  onFollow?(index: null): void;
  /** nothing else wants `Esc` now */
  escape?: boolean;
}

/** px of a rem on a 1920×1080 desk: marks are drawn for it and grow with it */
const DESK_REM = 14;
const NOBODY: readonly number[] = [];
/** Marks that are turned on and off with the layers. */
function useSwitches() {
  const view = useLayerChoice((choice) => choice.options[FLEET_VIEW_OPTION]);
  const { workers, offDuty, cases, grids, cameras } = useLayerChoice((choice) => choice.on);
  return {
    ...{ workers: workers ?? true, offDuty: offDuty ?? false, cases: cases ?? true },
    fleetView: FLEET_VIEWS.find((one) => one === view) ?? 'auto',
    ...{ grids: grids ?? true, cameras: cameras ?? false },
  };
}

/** The layers are the panel's; without one, what the map is told to show, else its own. */
function useTold({ interactive = true, heat = false, shows = null }: MapViewProps): void {
  useEffect(() => {
    if (interactive) keepLayerChoice();
    else useLayerChoice.getState().take(shows?.layers ?? freshLayers(heat));
  }, [interactive, heat, shows]);
}

function freshLayers(heat: boolean): MapShows['layers'] {
  return { ...FRESH_LAYERS, on: { ...FRESH_LAYERS.on, [HEAT]: heat } };
}

/** The situation map: base map, moving workers, open cases, grids. */
export function MapView(props: MapViewProps) {
  const { interactive = true } = props;
  const shown = useBase(props.theme);
  const { ground, base } = shown;
  const theme: MapTheme = ground === 'light' ? 'light' : 'dark';
  const magnify = (props.magnify ?? 1) * (useRem() / DESK_REM);
  const t = useTexts(mapTexts);
  const language = useLanguage();
  useTold(props);
  const switches = useSwitches();
  const [kept, setFilter] = useKeptFilter();
  const filter = interactive ? kept : (props.shows?.filter ?? NO_FILTER);
  // Whoever asks for those off duty wants to see them.
  const offDuty = switches.offDuty || filter.states.includes('off');
  const look: MapLook = { ...switches, offDuty, theme, ground, base, language, magnify };
  const { container, engine, failed, trouble } = useEngine(look, interactive, `${t('label')}. ${t('keys')}`);
  const [filtering, setFiltering] = useState(false);
  const map = useFleetFilter(engine, { filter, setFilter, open: filtering, offDuty });
  const goView = useSavedView(engine, setFilter, interactive ? (props.savedView ?? null) : null);
  const [hit, setHit] = useState<{ hit: MapHit; x: number; y: number } | null>(null);
  const [chooser, setChooser] = useState<{ ids: string[]; lon: number; lat: number } | null>(null);
  const replay = props.replay ?? null;
  useFleet(engine, props.shown ?? true, replay);
  useCases(engine);
  useCameras(engine, look.cameras);
  const scene = props.scene ?? null;
  const { chosen = NOBODY, onChosen } = props;
  const choosing = useChoosing(engine, chosen, onChosen);
  const drawing = props.drawing ?? choosing.drawing;
  const pin = drawing === null ? (props.pin ?? null) : null;
  useEffect(() => engine?.showScene(scene), [engine, scene]);
  useFlights(engine, props);
  const holding = useHolding(engine, props);
  const { onCase, onWorker, onCamera, onComponent, onFilter } = props;
  const choose = (hit: MapHit | null, more: boolean) => {
    setChooser(null);
    if (more && onChosen) {
      if (hit?.kind === 'worker') onChosen(toggled(chosen, hit.index));
      return;
    }
    if (hit?.kind === 'worker') onWorker(hit.index);
    else if (hit?.kind === 'camera') onCamera?.(hit.id);
    else if (hit?.kind === 'component') onComponent?.(hit.code);
    else if (hit?.kind === 'department') onFilter?.({ department: hit.code });
    else if (hit?.ids.length === 1 && hit.ids[0]) onCase(hit.ids[0]);
    else if (hit) setChooser(hit);
  };
  const [work, setWork] = useState<AreaWork | null>(null);
  const [measuring, setMeasuring] = useState(false);
  const isBusy = drawing !== null || pin !== null || work !== null || measuring;
  const escapes = escapeOf({ ...holding, isBusy, isFree: props.escape ?? true, isFiltered: map.active });
  const unfollow = () => engine?.keepInMiddle(null);
  const isHeard = interactive && (props.shown ?? true);
  useKeys([
    { keys: 'F', label: t('filter.open'), group: t('controls'), run: () => setFiltering(true), enabled: isHeard },
    {
      keys: 'Esc',
      label: t('escape'),
      group: t('controls'),
      run: () => (escapes === 'follow' ? unfollow() : escapes === 'lock' ? engine?.moves.unlock() : map.clear()),
      enabled: isHeard && escapes !== null,
    },
  ]);
  useMouse(engine, interactive && !isBusy, { onHover: setHit, onClick: choose });
  const [single, setSingle] = useState<ChosenWorker | null>(null);
  useDragOut(interactive && !isBusy ? engine : null, single, props.selectedCaseId);
  return (
    <div className={styles.map}>
      <div ref={container} className={styles.canvas} />
      <div ref={choosing.box} className={styles.box} hidden />
      {!engine && !failed && <p className={styles.notice}>{t('loading')}</p>}
      {failed && (
        <div className={styles.notice} role="alert">
          <strong>{t('failed')}</strong>
          <p>{t('failedDetail')}</p>
        </div>
      )}
      {engine && <BaseNotice engine={engine} shown={shown} />}
      {trouble && !failed && (
        <p className={styles.trouble} role="status">
          {t('tilesFailed')}
        </p>
      )}
      {engine && (
        <>
          <Selection
            engine={engine}
            caseId={replay ? null : props.selectedCaseId}
            isPast={replay !== null}
            workerIndex={props.selectedWorkerIndex}
            onChosen={interactive ? setSingle : undefined}
          />
          <WorkerNames engine={engine} selected={props.selectedWorkerIndex} />
          {props.speakers && !replay && <Speakers engine={engine} speakers={props.speakers} />}
          {!replay && <AlarmMarks engine={engine} magnify={props.magnify ?? 1} onAlarm={props.onAlarm} />}
          {interactive && hit && !chooser && !isBusy && !replay && (
            <MapHover engine={engine} hit={hit.hit} x={hit.x} y={hit.y} />
          )}
          {chooser && !drawing && (
            <CaseChooser engine={engine} {...chooser} onCase={onCase} onClose={() => setChooser(null)} />
          )}
          {pin && <Pin engine={engine} pin={pin} />}
          <Mark engine={engine} mark={props.mark ?? null} />
          {props.otherMark && <OtherMark engine={engine} mark={props.otherMark} />}
          {drawing && (
            <Suspense fallback={null}>
              <DrawBar engine={engine} drawing={drawing} theme={theme} magnify={magnify} />
            </Suspense>
          )}
          <MapLayers engine={engine} theme={theme} magnify={magnify} interactive={interactive} />
          {interactive && (
            <GridCounted
              engine={engine}
              free={!isBusy && !chooser && !replay}
              onCase={onCase}
              onWorker={onWorker}
              onFilter={onFilter && ((grid) => onFilter({ grid }))}
            />
          )}
          {!interactive && (
            <div className={styles.captions}>
              <FilterCaption map={map} />
              <LayerCaptions />
            </div>
          )}
          {work && <AreaDesk {...{ engine, theme, magnify, work }} onWork={setWork} />}
          {measuring && (
            <Suspense fallback={null}>
              <Measure {...{ engine, theme, magnify }} onClose={() => setMeasuring(false)} />
            </Suspense>
          )}
          {interactive && <GridReadout engine={engine} />}
          {interactive && (
            <MapChips engine={engine} map={map} holding={holding} escapes={escapes} onUnfollow={unfollow} />
          )}
          {interactive && (
            <MapControls
              engine={engine}
              onArea={setWork}
              onMeasure={() => setMeasuring(true)}
              theme={theme}
              onView={goView}
              onChoose={onChosen && choosing.begin}
              onManageBases={props.onManageBases}
              onManageOverlays={props.onManageOverlays}
              filter={{
                open: filtering,
                onOpen: setFiltering,
                active: map.active,
                now: filter,
                content: <FilterPanel engine={engine} map={map} />,
              }}
            />
          )}
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
  const { theme, ground, base, language, workers, fleetView, offDuty, cases, grids, cameras, magnify } = look;
  useEffect(() => {
    engine?.setLook({
      theme,
      ground,
      base,
      language,
      workers,
      fleetView,
      offDuty,
      cases,
      grids,
      cameras,
      magnify,
    });
  }, [engine, theme, ground, base, language, workers, fleetView, offDuty, cases, grids, cameras, magnify]);
  useEffect(() => {
    if (!engine) return;
    engine.fleet.use(fleetPainter);
    void changeSettings({ painterFound: describeChoice(engine.fleet.choice) });
  }, [engine, fleetPainter]);
  useEffect(() => engine?.map.getCanvas().setAttribute('aria-label', label), [engine, label]);
  return { container, engine, failed, trouble };
}

/** Ticks go straight from the station's port to the painter; the next is asked for when this one is on the screen. */
function useFleet(engine: MapEngine | null, shown: boolean, replay: MapReplay | null): void {
  const station = useStation();
  useEffect(() => {
    engine?.rest(!shown);
    engine?.replay(replay !== null);
    if (engine && shown && replay) return replay.connect((tick, painted) => engine.tick(tick, painted));
    if (engine && shown) return intakeOf(station).connect((buffer, painted) => engine.tick(buffer, painted));
    return undefined;
  }, [engine, station, shown, replay]);
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
