import { relayedUrl, streamOrigin } from '#shared/contract/streamRelay.ts';
import type { VideoSourceView } from '#shared/contract/video.ts';
import type { Stream, VideoSource } from '#shared/protocol/video.ts';

/** A stream's address in full; one that begins with `/` is the gateway's own. Null for what is no address. */
function inFull(url: string, gateway: string): string | null {
  return URL.canParse(url, gateway || undefined) ? new URL(url, gateway || undefined).href : null;
}

/** Streams as a window opens them. What has no address a stream may have is left out. */
export function relayedStreams(streams: readonly Stream[], gateway: string): Stream[] {
  return streams.flatMap(({ kind, url }) => {
    const full = inFull(url, gateway);
    const relayed = full === null ? null : relayedUrl(full);
    return relayed === null ? [] : [{ kind, url: relayed }];
  });
}

/** Where streams may be fetched: at the gateway and at what the centre's sources name. */
export function streamOrigins(sources: readonly VideoSource[], gateway: string): Set<string> {
  const addresses = sources.flatMap(({ streams }) => streams.map(({ url }) => inFull(url, gateway)));
  const origins = [gateway, ...addresses].map((address) => (address ? streamOrigin(address) : null));
  return new Set(origins.filter((origin) => origin !== null));
}

/** What a terminal offers is opened only where the centre's own sources are: a handheld must not send a desk anywhere else. */
export function allowedStreams(streams: readonly Stream[], origins: ReadonlySet<string>, gateway: string): Stream[] {
  return streams.filter(({ url }) => {
    const origin = streamOrigin(inFull(url, gateway) ?? '');
    return origin !== null && origins.has(origin);
  });
}

export function sourceView(source: VideoSource, gateway: string): VideoSourceView {
  const { id, name, kind, lon, lat, gridCode, streams, heading, view, range, ptz, presets } = source;
  return {
    ...{ id, name, kind, lon, lat, gridCode },
    streams: relayedStreams(streams, gateway),
    heading: heading ?? null,
    view: view ?? null,
    range: range ?? null,
    ptz: ptz ?? false,
    presets: presets ?? [],
  };
}
