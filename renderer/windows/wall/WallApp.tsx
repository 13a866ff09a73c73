import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { ByGroup, ByHour, ByStreet, FigureTiles, RateTiles, Ticker } from '../../features/figures/index.ts';
import { TalkNotice, useSpeakers } from '../../features/intercom/index.ts';
import { MapView } from '../../features/map/index.ts';
import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { useNow, useSettings, useStatus } from '../../station/index.ts';
import { classes, PanelGuard } from '../../ui/index.ts';
import { CaseBoard } from './CaseBoard.tsx';
import { SignIn } from '../sign-in/index.ts';
import { driftAt } from './drift.ts';
import { wallTexts } from './locale.ts';
import { MusterScene } from './MusterScene.tsx';
import { ShiftBoard } from './ShiftBoard.tsx';
import { type Focus, shownPlace, shownScene } from './scenes.ts';
import { useWall, useWallInteractive } from './useWall.ts';
import styles from './wall.module.css';
import { ZonesScene } from './ZonesScene.tsx';
import { VideoScene } from './VideoScene.tsx';
import { WallHeader } from './WallHeader.tsx';

/** Marks and labels of the map on a wall, times those of a desk. */
const WALL_MAGNIFY = 1.7;
const nothing = () => undefined;

/** The wall: one scene at a time, nothing to click. */
export function WallApp() {
  const wall = useWall();
  useWallInteractive();
  const scene = shownScene(wall);
  const drift = useDrift(wall.plan.drift);
  return (
    <div className={styles.wall} style={drift}>
      <WallHeader scene={scene} mode={wall.mode} />
      <main className={styles.stage}>
        <Situation shown={scene === 'situation'} focus={shownPlace(wall)} />
        {scene === 'figures' && (
          <PanelGuard>
            <FiguresScene />
          </PanelGuard>
        )}
        {scene === 'cases' && (
          <PanelGuard>
            <CaseBoard />
          </PanelGuard>
        )}
        {scene === 'shift' && (
          <PanelGuard>
            <ShiftBoard />
          </PanelGuard>
        )}
        {scene === 'musters' && (
          <PanelGuard>
            <MusterScene />
          </PanelGuard>
        )}
        {scene === 'zones' && (
          <PanelGuard>
            <ZonesScene />
          </PanelGuard>
        )}
        {scene === 'video' && (
          <PanelGuard>
            <VideoScene video={wall.video} />
          </PanelGuard>
        )}
        <Absence />
      </main>
      <TalkNotice />
    </div>
  );
}

/** Where the whole picture lies now; it stands still where nothing can burn in. */
function useDrift(drifts: boolean): CSSProperties | undefined {
  const now = useNow(60_000);
  if (!drifts) return undefined;
  const { x, y } = driftAt(now);
  return { translate: `${x / 10}vh ${y / 10}vh` };
}

/** Stays mounted behind the other scenes: a map is dear to open again. */
function Situation({ shown, focus }: { shown: boolean; focus: Focus | null }) {
  const { theme } = useSettings();
  const { flyTo, fitNonce } = useFlight(focus);
  const speakers = useSpeakers();
  return (
    <div className={classes(styles.situation, !shown && styles.behind)} aria-hidden={!shown}>
      <div className={styles.mapBox}>
        <PanelGuard>
          <MapView
            selectedCaseId={null}
            selectedWorkerIndex={null}
            onCase={nothing}
            onWorker={nothing}
            flyTo={flyTo}
            fitNonce={fitNonce}
            theme={theme}
            interactive={false}
            magnify={WALL_MAGNIFY}
            shown={shown}
            speakers={speakers}
            shows={focus?.shows ?? null}
            heat
          />
        </PanelGuard>
        {focus && <Visited focus={focus} />}
      </div>
      <aside className={styles.side}>
        <PanelGuard>
          <FigureTiles />
          <div className={styles.sideChart}>
            <ByHour />
          </div>
          <Ticker lines={12} />
        </PanelGuard>
      </aside>
    </div>
  );
}

function FiguresScene() {
  return (
    <div className={styles.figures}>
      <FigureTiles />
      <RateTiles />
      <div className={styles.charts}>
        <ByHour />
        <ByStreet />
        <ByGroup />
      </div>
    </div>
  );
}

/** What the map has been taken to: a place that is looked at for itself, or one where something happened. */
function Visited({ focus }: { focus: Focus }) {
  if (focus.kind === 'tour' || focus.shows) return <p className={styles.visited}>{focus.title}</p>;
  return <FocusBanner focus={focus} kind={focus.kind} />;
}

/** What the map has been taken to, and why. */
function FocusBanner({ focus, kind: what }: { focus: Focus; kind: Exclude<Focus['kind'], 'tour'> }) {
  const t = useTexts(wallTexts);
  const now = useNow(1000);
  const words = useTexts(common);
  const kind = what === 'cue' ? t('shown') : words(`alarms.${what}`);
  return (
    <>
      <span className={styles.crosshair} aria-hidden />
      <p className={classes(styles.focus, what !== 'cue' && styles.focusAlarm)} role="alert">
        <strong>{kind}</strong>
        <span>{focus.title}</span>
        <time>{formatTime(focus.at, now, true)}</time>
      </p>
    </>
  );
}

/** Why there is nothing to show, in words over the whole stage. */
function Absence() {
  const t = useTexts(wallTexts);
  const words = useTexts(common);
  const status = useStatus();
  const signingIn = useAskedToSignIn();
  if (!status) return <Words title={words('words.loading')} />;
  if (status.session.state !== 'signed-out') return null;
  return signingIn ? (
    <div className={styles.signIn}>
      <SignIn />
    </div>
  ) : (
    <Words title={t('signedOut')} detail={t('signedOutDetail')} />
  );
}

/** A wall that is alone on its machine is signed in at itself, by a keyboard that is put to it once: `Enter` asks for the form. */
function useAskedToSignIn(): boolean {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const ask = ({ key }: KeyboardEvent) => {
      if (key === 'Enter') setAsked(true);
      if (key === 'Escape') setAsked(false);
    };
    window.addEventListener('keydown', ask);
    return () => window.removeEventListener('keydown', ask);
  }, []);
  return asked;
}

function Words({ title, detail }: { title: string; detail?: string }) {
  return (
    <div className={styles.absence} role="status">
      <p className={styles.absenceTitle}>{title}</p>
      {detail && <p>{detail}</p>}
    </div>
  );
}

/** A focus as a flight of the map; when it ends the map shows the district again. */
function useFlight(focus: Focus | null) {
  const [flyTo, setFlyTo] = useState<{ lon: number; lat: number; zoom?: number; nonce: number } | null>(null);
  const [fitNonce, setFitNonce] = useState<number | undefined>(undefined);
  const count = useRef(0);
  const away = useRef(false);
  useEffect(() => {
    count.current += 1;
    if (focus) {
      away.current = true;
      setFlyTo({ lon: focus.lon, lat: focus.lat, zoom: focus.zoom ?? 16, nonce: count.current });
    } else if (away.current) {
      away.current = false;
      setFitNonce(count.current);
    }
  }, [focus]);
  return { flyTo, fitNonce };
}
