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
  const [own, setOwn] = useState<{ of: VideoDesk | undefined; desk: VideoDesk } | null>(null);
  const read = useRef(data);
  read.current = data;
  const pending = useRef(0);
  // What another window arranged, or another operator left, takes the place of what was changed here before; but not what the
  // station tells of an earlier change while a later one is on its way.
  const desk = own !== null && (pending.current > 0 || own.of === data) ? own.desk : data;
  const latest = useRef(desk);
  latest.current = desk;
  const change = useCallback(
    (next: (desk: VideoDesk) => VideoDesk) => {
      if (!latest.current) return;
      const wished = next(latest.current);
      latest.current = wished;
      pending.current += 1;
      setOwn({ of: read.current, desk: wished });
      const settled = () => {
        pending.current -= 1;
        if (pending.current === 0) setOwn((now) => now && { ...now, of: read.current });
      };
      // In a turn of its own: what the station told before this answer is drawn first.
      void station.videoKeep(wished).finally(() => setTimeout(settled));
    },
    [station],
  );
  return { desk: desk ?? EMPTY_VIDEO_DESK, ready: desk !== undefined, change };
}
