import { Video } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { VideoLayout, VideoSourceView, VideoTarget } from '#shared/contract/video.ts';
import { readDragged, targetKey, VideoTile } from '../../features/video/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { classes, Icon } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './video.module.css';

export interface TileGridProps {
  layout: VideoLayout;
  tiles: readonly (VideoTarget | null)[];
  sources: readonly VideoSourceView[];
  /** how often each worker was to be asked, by `targetKey` */
  asked: ReadonlyMap<string, number>;
  favourites: readonly string[];
  onDrop: (at: number, target: VideoTarget) => void;
  onRemove: (at: number) => void;
  onFavourite: (sourceId: string) => void;
}

/** The tiles of a layout; a source is dropped on any of them. */
export function TileGrid({ layout, tiles, ...rest }: TileGridProps) {
  return (
    <main className={classes(styles.grid, layout === 'big' ? styles.big : styles.even)} data-layout={layout}>
      {tiles.map((target, at) => (
        // A tile that shows something else begins anew; the same target in another place goes on in a new tile.
        <Slot key={target ? targetKey(target) : `empty-${at}`} at={at} target={target} {...rest} />
      ))}
    </main>
  );
}

function Slot({
  at,
  target,
  ...rest
}: { at: number; target: VideoTarget | null } & Omit<TileGridProps, 'layout' | 'tiles'>) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = readDragged(event.dataTransfer);
    if (dropped) rest.onDrop(at, dropped);
  };
  return (
    <div
      className={classes(styles.slot, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {target ? <Filled at={at} target={target} {...rest} /> : <Empty n={at + 1} />}
    </div>
  );
}

function Filled({
  at,
  target,
  sources,
  asked,
  favourites,
  onRemove,
  onFavourite,
}: { at: number; target: VideoTarget } & Omit<TileGridProps, 'layout' | 'tiles'>) {
  const sourceId = target.kind === 'source' ? target.sourceId : null;
  return (
    <VideoTile
      n={at + 1}
      target={target}
      source={sources.find(({ id }) => id === sourceId)}
      ask={asked.get(targetKey(target)) ?? 0}
      favourite={sourceId !== null && favourites.includes(sourceId)}
      onFavourite={sourceId === null ? undefined : () => onFavourite(sourceId)}
      onRemove={() => onRemove(at)}
    />
  );
}

function Empty({ n }: { n: number }) {
  const t = useTexts(texts);
  return (
    <section className={styles.empty} aria-label={t('emptyTile', { n })}>
      <span className={styles.number}>{n}</span>
      <Icon icon={Video} size="1.6rem" />
      <p>{t('emptyDetail')}</p>
    </section>
  );
}
