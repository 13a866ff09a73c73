import { type Media, type MediaWorld, Meter, reportStatus } from './media.ts';
import { openScreen } from './screen.ts';

/** A stream by HLS. The library is loaded when the first such stream is opened. */
export function openHls(url: string, world: MediaWorld): Media {
  const screen = openScreen(world);
  const pictures = new Meter();
  let close = (): void => undefined;
  let closed = false;
  let seen = { codec: null as string | null, bitrate: null as number | null, latency: () => null as number | null };

  const start = async (): Promise<void> => {
    const { default: Hls } = await import('hls.js');
    if (closed) return;
    if (!Hls.isSupported()) return world.events.broken('codec');
    // Workers of the library would need scripts from blob: addresses, which the page's policy forbids.
    const hls = new Hls({ enableWorker: false, lowLatencyMode: true, liveSyncDurationCount: 2, backBufferLength: 10 });
    close = () => hls.destroy();
    hls.on(Hls.Events.ERROR, (_event, { fatal, type, response }) => {
      if (!fatal) return;
      if (type === Hls.ErrorTypes.NETWORK_ERROR) reportStatus(response?.code ?? 0, world.events);
      else world.events.broken('codec');
    });
    hls.on(Hls.Events.LEVEL_SWITCHED, (_event, { level }) => {
      seen = { ...seen, codec: hls.levels[level]?.videoCodec ?? null };
    });
    hls.on(Hls.Events.FRAG_LOADED, (_event, { frag }) => {
      seen = { ...seen, bitrate: frag.duration > 0 ? (frag.stats.total * 8) / frag.duration : null };
    });
    seen = { ...seen, latency: () => (hls.latency > 0 ? hls.latency * 1000 : null) };
    hls.loadSource(url);
    hls.attachMedia(screen.video);
  };
  start().catch(() => world.events.broken('codec'));

  return {
    picture: screen.video,
    figures: async () => ({
      codec: seen.codec,
      width: screen.video.videoWidth,
      height: screen.video.videoHeight,
      rate: pictures.rate(screen.shown(), performance.now()),
      bitrate: seen.bitrate,
      latency: seen.latency(),
      loss: null,
    }),
    close() {
      closed = true;
      close();
      screen.close();
    },
  };
}
