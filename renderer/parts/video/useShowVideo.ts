import { useCallback } from 'react';
import type { VideoTarget } from '#shared/contract/video.ts';
import { useStation } from '../../station/index.ts';

/** Shows something in the video window, which opens for it: a source plays, a worker is asked for a picture. */
export function useShowVideo(): (target: VideoTarget) => void {
  const station = useStation();
  return useCallback(
    (target) => {
      void station.videoShow(target);
      void street.openWindow('video');
    },
    [station],
  );
}
