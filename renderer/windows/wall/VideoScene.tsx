import { TILES_OF } from '#shared/contract/video.ts';
import type { WallVideo } from '#shared/contract/wallVideo.ts';
import { TileGrid, usePatrol } from '../../features/video/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { wallTexts } from './locale.ts';
import styles from './wall.module.css';

/** The tiles of the video window on the wall: nothing to click, and only what is shown is fetched. */
export function VideoScene({ video }: { video: WallVideo | null }) {
  const t = useTexts(wallTexts);
  const sources = useFeed('video.sources', {}).data ?? [];
  const layout = video?.layout ?? '1';
  const page = usePatrol(video?.patrol?.sourceIds ?? null, TILES_OF[layout], video?.patrol?.seconds ?? 0);
  if (!video) {
    return (
      <div className={styles.noVideo} role="status">
        <p className={styles.absenceTitle}>{t('noVideo')}</p>
        <p>{t('noVideoDetail')}</p>
      </div>
    );
  }
  const workerAt = (at: number) => video.workers?.find((worker) => worker.at === at)?.target;
  const shown = (at: number) => (page ? page[at] : (video.tiles[at] ?? workerAt(at)));
  const tiles = Array.from({ length: TILES_OF[layout] }, (_, at) => shown(at) ?? null);
  return (
    <div className={styles.video}>
      <TileGrid layout={layout} tiles={tiles} sources={sources} />
    </div>
  );
}
