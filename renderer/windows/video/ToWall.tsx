import { MonitorUp } from 'lucide-react';
import type { VideoDesk } from '#shared/contract/video.ts';
import type { WallVideo } from '#shared/contract/wallVideo.ts';
import { useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { useAct } from '../../station/index.ts';
import { Button, showToast } from '../../ui/index.ts';
import { tilesOf } from './arrange.ts';
import { texts } from './locale.ts';

/** The shift lead's: puts what is shown here, or the patrol that runs, on every wall of the centre. */
export function ToWall({ desk, patrol }: { desk: VideoDesk; patrol: readonly string[] | null }) {
  const t = useTexts(texts);
  const act = useAct();
  const may = useMay('wall.cue');
  if (!may) return null;
  const shown = tilesOf(desk);
  const tiles = shown.map((tile) => (tile?.kind === 'source' ? tile : null));
  const workers = shown.flatMap((tile, at) => {
    if (tile?.kind !== 'worker') return [];
    const { kind, workerId, name, media } = tile;
    return [{ at, target: { kind, workerId, name, media } }];
  });
  const cue = async () => {
    const args: WallVideo = {
      layout: desk.layout,
      tiles,
      workers,
      ...(patrol ? { patrol: { sourceIds: [...patrol], seconds: desk.patrolSeconds } } : {}),
    };
    await act('wall.cue', {
      payload: { wallId: '*', scene: 'video', args: JSON.parse(JSON.stringify(args)) },
      subject: t('toWallSubject', { layout: t(`layouts.${desk.layout}`) }),
    });
    // A worker shows a picture to one desk at a time, and agreed to that one.
    if (!patrol && workers.length > 0) showToast({ title: t('workersStay') });
  };
  return (
    <Button
      size="small"
      icon={MonitorUp}
      disabled={!patrol && shown.every((tile) => tile === null)}
      onClick={() => void cue()}
    >
      {t('toWall')}
    </Button>
  );
}
