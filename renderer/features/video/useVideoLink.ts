import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { VideoSourceView, VideoTarget } from '#shared/contract/video.ts';
import { IDLE_LINK, isGoing, type LinkState } from '#shared/domain/videoLink.ts';
import { gatewayNow, useStation } from '../../station/index.ts';
import { targetKey } from '../../parts/index.ts';
import { lendPicture, watchLent } from '../../video/lending.ts';
import { LinkPlayer } from '../../video/linkPlayer.ts';
import { useSeen } from './useSeen.ts';

export interface VideoLink {
  state: LinkState;
  player: LinkPlayer | null;
  /** opens it, or asks the worker; also again */
  start: () => void;
  close: () => void;
}

/** Who wants a worker's picture, and how it is had. */
export interface Asking {
  /** the worker is to be asked now */
  ask: boolean;
  /** they are */
  onAsked: () => void;
  /** a wall asks nobody: it shows what another window of this desk lends */
  borrows: boolean;
}

/**
 * One target in one host element. A source opens by itself while it can be seen and is closed while it cannot, so that nothing is
 * decoded for nobody; a worker is asked only when somebody wants it, and not hung up by a hidden tile.
 */
export function useVideoLink(
  host: RefObject<HTMLElement | null>,
  target: VideoTarget,
  source: VideoSourceView | undefined,
  { ask, onAsked, borrows }: Asking,
): VideoLink {
  const station = useStation();
  const seen = useSeen(host);
  const [state, setState] = useState<LinkState>(IDLE_LINK);
  const [player, setPlayer] = useState<LinkPlayer | null>(null);
  const key = targetKey(target);
  const about = useRef(target);
  about.current = target;

  useEffect(() => {
    if (!host.current) return;
    const made = new LinkPlayer(host.current, {
      now: gatewayNow,
      newId: v7,
      ask: (sessionId) => {
        const { current } = about;
        if (current.kind === 'worker')
          void station.videoAsk({ sessionId, workerId: current.workerId, media: current.media });
      },
      over: (sessionId, cause) => void station.videoOver({ sessionId, cause }),
      signal: (signal) => void station.videoSignal(signal),
      servers: async () => {
        const answer = await station.videoServers();
        return answer.ok ? answer.value : [];
      },
      changed: setState,
    });
    setPlayer(made);
    const off = station.onVideo.on((event) => made.hear(event));
    return () => {
      off();
      made.destroy();
      setPlayer(null);
      setState(IDLE_LINK);
    };
  }, [station, host, key]);

  const streams = JSON.stringify(source?.streams ?? null);
  const isSource = target.kind === 'source';
  useEffect(() => {
    if (!player || !isSource || streams === 'null') return;
    if (!seen) return player.close();
    player.open(JSON.parse(streams));
  }, [player, isSource, streams, seen]);
  useEffect(() => {
    if (!player || isSource || borrows || !ask) return;
    onAsked();
    if (!isGoing(player.state)) player.ask();
  }, [player, isSource, borrows, ask, onAsked]);
  useEffect(() => {
    if (!player || isSource || !borrows || !seen) return;
    const off = watchLent(key, (lent) => {
      if (!lent) player.close();
      else if (!isGoing(player.state)) player.borrow(key);
    });
    return () => {
      off();
      player.close();
    };
  }, [player, isSource, borrows, seen, key]);
  const lends = !isSource && !borrows && state.name === 'live';
  useEffect(() => {
    const stream = lends ? player?.stream : null;
    return stream ? lendPicture(key, stream) : undefined;
  }, [player, lends, key]);

  const start = useCallback(() => {
    if (isSource) player?.open(JSON.parse(streams) ?? []);
    else player?.ask();
  }, [player, isSource, streams]);
  const close = useCallback(() => player?.close(), [player]);
  return { state, player, start, close };
}
