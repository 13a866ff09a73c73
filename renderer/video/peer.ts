import { type Media, type MediaFigures, type MediaWorld, Meter } from './media.ts';
import { openScreen } from './screen.ts';

/** a path that was lost may come back by itself within so long, ms */
const DISCONNECTED_MS = 4000;

/** the centre may take so long to name its servers, ms */
const SERVERS_MS = 2000;

/** A peer connection that only receives, its picture, and how it goes. It is to be used when `ready`. */
export function openPeer(world: MediaWorld): { peer: RTCPeerConnection; media: Media; ready: Promise<void> } {
  const peer = new RTCPeerConnection();
  const ready = takeServers(peer, world);
  const screen = openScreen(world);
  const meters = { bytes: new Meter(), pictures: new Meter() };
  const stream = new MediaStream();
  let lost: ReturnType<typeof setTimeout> | undefined;
  peer.addEventListener('track', ({ track, receiver }) => {
    // A command centre wants to see now: no buffer beyond what the network needs.
    receiver.jitterBufferTarget = 0;
    stream.addTrack(track);
    screen.video.srcObject = stream;
  });
  peer.addEventListener('connectionstatechange', () => {
    clearTimeout(lost);
    if (peer.connectionState === 'failed') world.events.stalled('unreachable');
    if (peer.connectionState === 'disconnected') {
      lost = setTimeout(() => world.events.stalled('lost'), DISCONNECTED_MS);
    }
  });
  const media: Media = {
    picture: screen.video,
    figures: async () => figuresOf(await peer.getStats(), screen.video, screen.shown(), meters),
    close() {
      clearTimeout(lost);
      peer.close();
      screen.close();
    },
  };
  return { peer, media, ready };
}

/** Gives the peer the centre's servers; resolves in any case, since two sides of one network need none. */
async function takeServers(peer: RTCPeerConnection, world: MediaWorld): Promise<void> {
  const late = new Promise<[]>((resolve) => setTimeout(() => resolve([]), SERVERS_MS));
  const iceServers = await Promise.race([world.servers().catch(() => []), late]);
  if (peer.signalingState !== 'closed') peer.setConfiguration({ iceServers });
}

/** The fields of the statistics that are read here; a browser may leave any of them out. */
interface Report {
  type: string;
  kind?: string;
  codecId?: string;
  mimeType?: string;
  bytesReceived?: number;
  packetsReceived?: number;
  packetsLost?: number;
  jitterBufferDelay?: number;
  jitterBufferEmittedCount?: number;
  totalDecodeTime?: number;
  framesDecoded?: number;
  nominated?: boolean;
  currentRoundTripTime?: number;
}

function figuresOf(
  stats: RTCStatsReport,
  { videoWidth: width, videoHeight: height }: HTMLVideoElement,
  shown: number,
  meters: { bytes: Meter; pictures: Meter },
): MediaFigures {
  const reports = [...(stats as ReadonlyMap<string, Report>).values()];
  const inbound = reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  const pair = reports.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
  const codec = reports.find((report) => report === (stats as ReadonlyMap<string, Report>).get(inbound?.codecId ?? ''));
  const at = performance.now();
  const perSecond = meters.bytes.rate(inbound?.bytesReceived ?? 0, at);
  const [received, lost] = [inbound?.packetsReceived ?? 0, Math.max(0, inbound?.packetsLost ?? 0)];
  // Half the way there and back, what the jitter buffer holds, and the decoder: the camera and the screen are not in it.
  const parts = [
    (pair?.currentRoundTripTime ?? 0) / 2,
    share(inbound?.jitterBufferDelay, inbound?.jitterBufferEmittedCount),
    share(inbound?.totalDecodeTime, inbound?.framesDecoded),
  ];
  return {
    codec: codec?.mimeType?.replace(/^video\//, '') ?? null,
    width,
    height,
    rate: meters.pictures.rate(shown, at),
    bitrate: perSecond === null ? null : perSecond * 8,
    latency: inbound ? Math.round(parts.reduce((sum, part) => sum + part, 0) * 1000) : null,
    loss: received + lost > 0 ? lost / (received + lost) : null,
  };
}

const share = (sum = 0, count = 0): number => (count > 0 ? sum / count : 0);
