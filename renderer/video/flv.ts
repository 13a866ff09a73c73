import { type Media, type MediaWorld, Meter, reportStatus } from './media.ts';
import { openScreen } from './screen.ts';

/** Behind the live edge at most, and where playing a little faster brings it back to, seconds. */
const BEHIND = { liveSync: true, liveSyncMaxLatency: 0.9, liveSyncTargetLatency: 0.4, liveSyncPlaybackRate: 1.1 };
/** What was shown is let go: nobody winds a live picture back. Seconds. */
const KEPT = { autoCleanupSourceBuffer: true, autoCleanupMaxBackwardDuration: 20, autoCleanupMinBackwardDuration: 10 };
const OPTIONS = {
  ...BEHIND,
  ...KEPT,
  // Scripts from blob: addresses are forbidden by the page's policy.
  enableWorker: false,
  // It would hold back 4 kB at least: of a quiet camera those are seconds.
  enableStashBuffer: false,
  lazyLoad: false,
};
/** bytes come and no picture: the file may promise a sound that never comes, ms */
const SILENT_MS = 4000;

type Mpegts = typeof import('mpegts.js')['default'];
type Player = ReturnType<Mpegts['createPlayer']>;

/** A live stream by FLV over HTTP. The library is loaded when the first such stream is opened. */
export function openFlv(url: string, world: MediaWorld): Media {
  const screen = openScreen(world);
  const { video } = screen;
  const pictures = new Meter();
  let player: Player | null = null;
  let impatience: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let seen = { codec: null as string | null, bitrate: null as number | null };

  const play = (mpegts: Mpegts, hasAudio: false | undefined): void => {
    const made = mpegts.createPlayer(
      { type: 'flv', isLive: true, url, ...(hasAudio === false ? { hasAudio } : {}) },
      OPTIONS,
    );
    player = made;
    const isNetwork = (type: string) => type === mpegts.ErrorTypes.NETWORK_ERROR;
    made.on(mpegts.Events.ERROR, (type: string, _detail: string, info?: { code?: number }) => {
      if (isNetwork(type)) reportStatus(info?.code ?? 0, world.events);
      else world.events.broken('codec');
    });
    made.on(mpegts.Events.LOADING_COMPLETE, () => world.events.stalled('lost'));
    made.on(mpegts.Events.MEDIA_INFO, ({ videoCodec }: { videoCodec?: string }) => {
      seen = { ...seen, codec: videoCodec ?? null };
    });
    made.on(mpegts.Events.STATISTICS_INFO, ({ speed }: { speed?: number }) => {
      seen = { ...seen, bitrate: speed === undefined ? null : speed * 1024 * 8 };
    });
    made.attachMediaElement(video);
    made.load();
  };
  const start = async (): Promise<void> => {
    const { default: mpegts } = await import('mpegts.js');
    if (closed) return;
    if (!mpegts.isSupported()) return world.events.broken('codec');
    mpegts.LoggingControl.enableAll = false;
    play(mpegts, undefined);
    impatience = setTimeout(() => {
      if (closed || screen.shown() > 0 || !seen.bitrate) return;
      player?.destroy();
      play(mpegts, false);
    }, SILENT_MS);
  };
  start().catch(() => world.events.broken('codec'));
  return {
    picture: video,
    figures: async () => ({
      codec: seen.codec,
      width: video.videoWidth,
      height: video.videoHeight,
      rate: pictures.rate(screen.shown(), performance.now()),
      bitrate: seen.bitrate,
      // What lies in the buffer before the picture that is shown; the way to here is not in it.
      latency:
        video.buffered.length > 0 ? (video.buffered.end(video.buffered.length - 1) - video.currentTime) * 1000 : null,
      loss: null,
    }),
    close() {
      closed = true;
      clearTimeout(impatience);
      player?.destroy();
      player = null;
      screen.close();
    },
  };
}
