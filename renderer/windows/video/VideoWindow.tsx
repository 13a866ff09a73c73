import { Video } from 'lucide-react';
import { useState } from 'react';
import { TalkNotice } from '../../features/intercom/index.ts';
import { Centre, Clock, LinkState } from '../../features/session/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Icon, PanelGuard, Tabs, useKeys } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { keepTileCount, keptTileCount, TILE_COUNTS, type TileCount } from './tileLayout.ts';
import styles from './video.module.css';

function useWaitsFor(): string {
  const t = useTexts(texts);
  const status = useStatus();
  if (!status) return t('waitsForStation');
  return status.link.state === 'online' ? t('waitsForSource') : t('waitsForCentre');
}

/** Tiles of live video. No source is offered yet: each tile says what it waits for. */
export function VideoWindow() {
  const t = useTexts(texts);
  const [count, setCount] = useState(() => keptTileCount(localStorage));
  const waitsFor = useWaitsFor();
  const sides = `repeat(${Math.sqrt(count)}, minmax(0, 1fr))`;
  const choose = (next: TileCount) => {
    setCount(next);
    keepTileCount(localStorage, next);
  };
  useKeys(
    TILE_COUNTS.map((tiles, index) => ({
      keys: `Alt+${index + 1}`,
      label: t('tiles', { n: tiles }),
      group: t('group'),
      run: () => choose(tiles),
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
            tabs={TILE_COUNTS.map((tiles) => ({ value: String(tiles), label: t('tiles', { n: tiles }) }))}
            value={String(count)}
            onChange={(value) => choose(TILE_COUNTS.find((tiles) => String(tiles) === value) ?? 4)}
          />
        </div>
      </header>
      <PanelGuard>
        <main className={styles.grid} style={{ gridTemplate: `${sides} / ${sides}` }}>
          {Array.from({ length: count }, (_, index) => (
            <section key={index} className={styles.tile} aria-label={t('tile', { n: index + 1 })}>
              <span className={styles.number}>{index + 1}</span>
              <Icon icon={Video} size="2rem" />
              <p>{waitsFor}</p>
            </section>
          ))}
        </main>
      </PanelGuard>
      <TalkNotice />
    </div>
  );
}
