import { type Media, type MediaWorld, reportStatus } from './media.ts';
import { openPeer } from './peer.ts';

/** how long candidates of our own are gathered before the offer leaves, ms: a server on the same network needs few */
const GATHER_MS = 500;
const PATIENCE_MS = 10_000;

/** A stream by WHEP (WebRTC-HTTP Egress Protocol): an offer is posted, the answer comes back, the session is deleted at the end. */
export function openWhep(url: string, world: MediaWorld): Media {
  const { peer, media, ready } = openPeer(world);
  const ended = new AbortController();
  let session: string | null = null;
  const leave = (): void => {
    if (session !== null) void fetch(session, { method: 'DELETE', keepalive: true }).catch(() => undefined);
    session = null;
  };
  const join = async (): Promise<void> => {
    await ready;
    if (ended.signal.aborted) return;
    peer.addTransceiver('video', { direction: 'recvonly' });
    peer.addTransceiver('audio', { direction: 'recvonly' });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', accept: 'application/sdp' },
      body: peer.localDescription?.sdp ?? '',
      signal: AbortSignal.any([ended.signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (!response.ok) return reportStatus(response.status, world.events);
    const location = response.headers.get('location');
    session = location === null ? null : new URL(location, url).href;
    if (ended.signal.aborted) return leave();
    await peer.setRemoteDescription({ type: 'answer', sdp: await response.text() });
  };
  join().catch(() => {
    if (!ended.signal.aborted) world.events.stalled('unreachable');
  });
  return {
    picture: media.picture,
    figures: media.figures,
    close() {
      ended.abort();
      leave();
      media.close();
    },
  };
}

function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS);
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      resolve();
    });
  });
}
