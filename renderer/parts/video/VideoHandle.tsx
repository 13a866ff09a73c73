import { Cctv, Video } from 'lucide-react';
import type { VideoTarget } from '#shared/contract/video.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { startDrag } from './target.ts';
import { useShowVideo } from './useShowVideo.ts';

export interface VideoHandleProps {
  target: VideoTarget;
  name: string;
  /** a picture only, for a row that is full */
  bare?: boolean;
}

/** A source or a worker as video: pressed, it goes to the video window (a worker is asked); dragged, onto any of its tiles. */
export function VideoHandle({ target, name, bare = false }: VideoHandleProps) {
  const t = useTexts(texts);
  const show = useShowVideo();
  const label = t(target.kind === 'worker' ? 'ask' : 'show', { name });
  const icon = target.kind === 'worker' ? Video : Cctv;
  const what = {
    icon,
    size: 'small',
    draggable: true,
    onDragStart: (event: React.DragEvent) => startDrag(event.dataTransfer, target),
    onClick: () => show(target),
  } as const;
  return bare ? (
    <IconButton {...what} label={label} />
  ) : (
    <Button {...what} title={label} aria-label={label}>
      {name}
    </Button>
  );
}
