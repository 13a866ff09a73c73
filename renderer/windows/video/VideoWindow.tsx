import { useEffect, useState } from 'react';
import { TILES_OF, VIDEO_LAYOUTS, type VideoDesk, type VideoTarget } from '#shared/contract/video.ts';
import { Centre, Clock, LinkState } from '../../features/session/index.ts';
import { TalkNotice } from '../../features/intercom/index.ts';
import { SourceTree, targetKey, useVideoDesk } from '../../features/video/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed, useStation, useStatus } from '../../station/index.ts';
import { EmptyState, PanelGuard, Tabs, useKeys } from '../../ui/index.ts';
import { Arrangements } from './Arrangements.tsx';
import { place, placeFor, tilesOf, toggled, withLayout } from './arrange.ts';
import { texts } from './locale.ts';
import { TileGrid } from './TileGrid.tsx';
import { usePatrol } from './usePatrol.ts';
import styles from './video.module.css';

/** The video window: sources at the left, tiles at the right, arranged by the operator and kept. */
export function VideoWindow() {
  const t = useTexts(texts);
  const status = useStatus();
  const sources = useFeed('video.sources', {}).data ?? [];
  const { desk, ready, change } = useVideoDesk();
  const asked = useShown(ready, change);
  const [patrol, setPatrol] = useState<readonly string[] | null>(null);
  const page = usePatrol(patrol, TILES_OF[desk.layout], desk.patrolSeconds);
  const tiles = page ? Array.from({ length: TILES_OF[desk.layout] }, (_, at) => page[at] ?? null) : tilesOf(desk);
  const show = (target: VideoTarget, at?: number) => {
    setPatrol(null);
    change((now) => place(now, at ?? placeFor(now, target), target));
  };
  useKeys(
    VIDEO_LAYOUTS.map((layout, index) => ({
      keys: `Alt+${index + 1}`,
      label: t(`layouts.${layout}`),
      group: t('group'),
      run: () => change((now) => withLayout(now, layout)),
    })),
  );
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
        </div>
      </header>
      <div className={styles.body}>
        {status?.session.state === 'signed-out' ? (
          <EmptyState title={t('signedOut')} detail={t('signedOutDetail')} />
        ) : (
          <>
            <PanelGuard>
              <aside className={styles.tree}>
                <SourceTree sources={sources} favourites={desk.favourites} onChoose={(target) => show(target)} />
              </aside>
            </PanelGuard>
            <PanelGuard>
              <TileGrid
                layout={desk.layout}
                tiles={tiles}
                sources={sources}
                asked={asked}
                favourites={desk.favourites}
                onDrop={(at, target) => show(target, at)}
                onRemove={(at) => (page ? setPatrol(null) : change((now) => place(now, at, null)))}
                onFavourite={(id) => change((now) => ({ ...now, favourites: toggled(now.favourites, id) }))}
              />
            </PanelGuard>
          </>
        )}
      </div>
      <TalkNotice />
    </div>
  );
}

/** Puts what another window wants shown on a tile; counts for each worker how often they were to be asked. */
function useShown(
  ready: boolean,
  change: (change: (desk: VideoDesk) => VideoDesk) => void,
): ReadonlyMap<string, number> {
  const station = useStation();
  const [asked, setAsked] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    if (!ready) return;
    const off = station.onVideo.on((event) => {
      if (event.kind !== 'show') return;
      const { target } = event;
      change((now) => place(now, placeFor(now, target), target));
      const key = targetKey(target);
      setAsked((before) => new Map([...before, [key, (before.get(key) ?? 0) + 1]]));
    });
    const listen = () => void station.videoReady();
    listen();
    const renewed = station.onRenewed.on(listen);
    return () => {
      off();
      renewed();
    };
  }, [station, ready, change]);
  return asked;
}
