import { useCallback, useEffect, useRef, useState } from 'react';
import { TILES_OF, VIDEO_LAYOUTS, type VideoDesk, type VideoTarget } from '#shared/contract/video.ts';
import { Centre, Clock, LinkState } from '../../features/session/index.ts';
import { TalkNotice } from '../../features/intercom/index.ts';
import { SourceTree, TileGrid, usePatrol, useVideoDesk } from '../../features/video/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { targetKey } from '../../parts/index.ts';
import { useFeed, useStation, useStatus } from '../../station/index.ts';
import { EmptyState, PanelGuard, Tabs, useKeys } from '../../ui/index.ts';
import { Arrangements } from './Arrangements.tsx';
import { place, placeFor, tilesOf, toggled, withLayout } from './arrange.ts';
import { texts } from './locale.ts';
import { ToWall } from './ToWall.tsx';
import styles from './video.module.css';

/** The video window: sources at the left, tiles at the right, arranged by the operator and kept. */
export function VideoWindow() {
  const t = useTexts(texts);
  const status = useStatus();
  const sources = useFeed('video.sources', {}).data ?? [];
  const { desk, ready, change } = useVideoDesk();
  const [aim, setAim] = useState<number | null>(null);
  const [patrol, setPatrol] = useState<readonly string[] | null>(null);
  const show = useCallback(
    (target: VideoTarget, at?: number) => {
      setPatrol(null);
      setAim(null);
      change((now) => place(now, at ?? placeFor(now, target), target));
    },
    [change],
  );
  const { asking, ask, onAsked } = useAsking();
  useShown(ready, (target) => {
    show(target, aim ?? undefined);
    ask(target);
  });
  const page = usePatrol(patrol, TILES_OF[desk.layout], desk.patrolSeconds);
  const tiles = page ? Array.from({ length: TILES_OF[desk.layout] }, (_, at) => page[at] ?? null) : tilesOf(desk);
  useVideoKeys(tiles.length, setAim, change);
  return (
    <div className={styles.window}>
      <header className={styles.strip}>
        <Centre />
        <Clock />
        <LinkState />
        <div className={styles.layout}>
          <Tabs
            label={t('layout')}
            tabs={VIDEO_LAYOUTS.map((layout) => ({ value: layout, label: t(`layouts.${layout}`) }))}
            value={desk.layout}
            onChange={(layout) => change((now) => withLayout(now, layout))}
          />
          <Arrangements desk={desk} patrolling={patrol !== null} onPatrol={setPatrol} onChange={change} />
          <ToWall desk={desk} patrol={patrol} />
        </div>
      </header>
      <div className={styles.body}>
        {status?.session.state === 'signed-out' ? (
          <EmptyState title={t('signedOut')} detail={t('signedOutDetail')} />
        ) : (
          <>
            <PanelGuard>
              <aside className={styles.tree}>
                <SourceTree
                  sources={sources}
                  favourites={desk.favourites}
                  onChoose={(target) => show(target, aim ?? undefined)}
                />
              </aside>
            </PanelGuard>
            <PanelGuard>
              <main className={styles.tiles}>
                <TileGrid
                  layout={desk.layout}
                  tiles={tiles}
                  sources={sources}
                  editing={{
                    asking,
                    onAsked,
                    favourites: desk.favourites,
                    aim,
                    onAim: setAim,
                    onDrop: (at, target) => {
                      // A worker who is dropped here is asked at once; one who is moved from tile to tile was asked before.
                      const moved = tiles.some((tile) => tile !== null && targetKey(tile) === targetKey(target));
                      show(target, at);
                      if (!moved) ask(target);
                    },
                    onRemove: (at) => (page ? setPatrol(null) : change((now) => place(now, at, null))),
                    onFavourite: (id) => change((now) => ({ ...now, favourites: toggled(now.favourites, id) })),
                  }}
                />
              </main>
            </PanelGuard>
          </>
        )}
      </div>
      <TalkNotice />
    </div>
  );
}

/** `Alt+1…5` choose the layout, `1…9` the tile that takes what is chosen next. */
function useVideoKeys(
  tiles: number,
  aimAt: (at: number | null) => void,
  change: (change: (desk: VideoDesk) => VideoDesk) => void,
): void {
  const t = useTexts(texts);
  const group = t('group');
  useKeys([
    ...VIDEO_LAYOUTS.map((layout, index) => ({
      keys: `Alt+${index + 1}`,
      label: t(`layouts.${layout}`),
      group,
      run: () => change((now) => withLayout(now, layout)),
    })),
    ...Array.from({ length: Math.min(9, tiles) }, (_, at) => ({
      keys: `${at + 1}`,
      label: t('aimKey', { n: at + 1 }),
      group,
      run: () => aimAt(at),
    })),
  ]);
}

/** The workers who are to be asked: each once, by whichever tile shows them. */
function useAsking() {
  const [asking, setAsking] = useState<ReadonlySet<string>>(new Set());
  const ask = useCallback((target: VideoTarget) => {
    if (target.kind === 'worker') setAsking((before) => new Set([...before, targetKey(target)]));
  }, []);
  const onAsked = useCallback((target: VideoTarget) => {
    setAsking((before) => new Set([...before].filter((key) => key !== targetKey(target))));
  }, []);
  return { asking, ask, onAsked };
}

/** Hands on what another window wants shown. */
function useShown(ready: boolean, show: (target: VideoTarget) => void): void {
  const station = useStation();
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (!ready) return;
    const off = station.onVideo.on((event) => {
      if (event.kind === 'show') latest.current(event.target);
    });
    const listen = () => void station.videoReady();
    listen();
    const renewed = station.onRenewed.on(listen);
    return () => {
      off();
      renewed();
    };
  }, [station, ready]);
}
