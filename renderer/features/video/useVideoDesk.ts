import { useCallback, useRef, useState } from 'react';
import { EMPTY_VIDEO_DESK, type VideoDesk } from '#shared/contract/video.ts';
import { useFeed, useStation } from '../../station/index.ts';

/**
 * What the operator arranged, and how it is changed: at once on the screen, and kept by the station. `ready` is false until it was
 * read: nothing may be written over it before.
 */
export function useVideoDesk(): {
  desk: VideoDesk;
  ready: boolean;
  change: (change: (desk: VideoDesk) => VideoDesk) => void;
} {
  const station = useStation();
  const { data } = useFeed('video.desk', {});
  const [own, setOwn] = useState<{ of: VideoDesk; desk: VideoDesk } | null>(null);
  // What another window arranged, or another operator left, takes the place of what was changed here before.
  const desk = own !== null && own.of === data ? own.desk : data;
  const latest = useRef<{ of: VideoDesk; desk: VideoDesk } | null>(null);
  latest.current = data && desk ? { of: data, desk } : null;
  const change = useCallback(
    (next: (desk: VideoDesk) => VideoDesk) => {
      if (!latest.current) return;
      latest.current = { ...latest.current, desk: next(latest.current.desk) };
      setOwn(latest.current);
      void station.videoKeep(latest.current.desk);
    },
    [station],
  );
  return { desk: desk ?? EMPTY_VIDEO_DESK, ready: desk !== undefined, change };
}
