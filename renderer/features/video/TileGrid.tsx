import { Crosshair, Video } from 'lucide-react';
import type { VideoLayout, VideoSourceView, VideoTarget } from '#shared/contract/video.ts';
import { useTexts } from '../../i18n/index.ts';
import { camerasNear, dropPlace, readDragged, readItem, targetKey, useDrop } from '../../parts/index.ts';
import { classes, Icon, IconButton, showToast } from '../../ui/index.ts';
import styles from './grid.module.css';
import { texts } from './locale.ts';
import { VideoTile } from './VideoTile.tsx';

/** What an operator does with tiles. */
export interface TileEditing {
  /** the workers who are to be asked now, by `targetKey` */
  asking: ReadonlySet<string>;
  onAsked: (target: VideoTarget) => void;
  favourites: readonly string[];
  /** the tile that takes what is chosen next; null: the first empty one */
  aim: number | null;
  onAim: (at: number | null) => void;
  onDrop: (at: number, target: VideoTarget) => void;
  onRemove: (at: number) => void;
  onFavourite: (sourceId: string) => void;
}

export interface TileGridProps {
  layout: VideoLayout;
  tiles: readonly (VideoTarget | null)[];
  sources: readonly VideoSourceView[];
  /** absent on a wall, where nothing is touched */
  editing?: TileEditing;
}

/** The tiles of a layout. At a desk a source is dropped on any of them, or a tile is aimed at and takes what is chosen next. */
export function TileGrid({ layout, tiles, ...rest }: TileGridProps) {
  return (
    <div className={classes(styles.grid, layout === 'big' ? styles.big : styles.even)} data-layout={layout}>
      {tiles.map((target, at) => (
        // A tile that shows something else begins anew; the same target in another place goes on in a new tile.
        <Slot key={target ? targetKey(target) : `empty-${at}`} at={at} target={target} {...rest} />
      ))}
    </div>
  );
}

interface SlotProps {
  at: number;
  target: VideoTarget | null;
  sources: readonly VideoSourceView[];
  editing?: TileEditing;
}

function Slot(props: SlotProps) {
  const { at, editing, sources } = props;
  const t = useTexts(texts);
  const take = (transfer: DataTransfer) => {
    const dropped = droppedOn(transfer, sources);
    if (dropped === 'no-camera') showToast({ title: t('noCameraNear') });
    else if (dropped) editing?.onDrop(at, dropped);
  };
  const drop = useDrop({ hint: (kind) => (editing ? t(`drop.${kind}`) : null), take });
  if (!editing) return <div className={styles.slot}>{<Content {...props} />}</div>;
  return (
    <div className={classes(styles.slot, dropPlace, editing.aim === at && styles.aimed)} {...drop}>
      <Content {...props} />
    </div>
  );
}

/** A source or a worker; of a case the nearest camera that sees it. */
function droppedOn(transfer: DataTransfer, sources: readonly VideoSourceView[]): VideoTarget | 'no-camera' | null {
  const target = readDragged(transfer);
  const item = target ? null : readItem(transfer);
  if (item?.kind !== 'case') return target;
  const [nearest] = camerasNear(sources, item);
  return nearest ? { kind: 'source', sourceId: nearest.source.id } : 'no-camera';
}

function Content({ at, target, sources, editing }: SlotProps) {
  if (!target) return <Empty n={at + 1} aim={editing && <Aim at={at} editing={editing} />} />;
  const sourceId = target.kind === 'source' ? target.sourceId : null;
  const source = sources.find(({ id }) => id === sourceId);
  if (!editing) return <VideoTile n={at + 1} target={target} source={source} />;
  const { asking, onAsked, favourites, onRemove, onFavourite } = editing;
  return (
    <VideoTile
      n={at + 1}
      target={target}
      source={source}
      ask={asking.has(targetKey(target))}
      onAsked={() => onAsked(target)}
      aim={<Aim at={at} editing={editing} />}
      favourite={sourceId !== null && favourites.includes(sourceId)}
      onFavourite={sourceId === null ? undefined : () => onFavourite(sourceId)}
      onRemove={() => onRemove(at)}
    />
  );
}

/** Dragging without a mouse: this tile takes what is chosen next, from the tree, the map or a case. */
function Aim({ at, editing: { aim, onAim } }: { at: number; editing: TileEditing }) {
  const t = useTexts(texts);
  const aimed = aim === at;
  return (
    <IconButton
      icon={Crosshair}
      label={t('aim', { n: at + 1 })}
      size="small"
      pressed={aimed}
      onClick={() => onAim(aimed ? null : at)}
    />
  );
}

function Empty({ n, aim }: { n: number; aim: React.ReactNode }) {
  const t = useTexts(texts);
  return (
    <section className={styles.empty} aria-label={t('emptyTile', { n })}>
      <span className={styles.number}>{n}</span>
      <span className={styles.aim}>{aim}</span>
      <Icon icon={Video} size="1.6em" />
      {aim && <p>{t('emptyDetail')}</p>}
    </section>
  );
}
