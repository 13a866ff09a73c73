import { z } from 'zod';
import { type VideoSignal, videoSignalSchema } from '#shared/protocol/video.ts';
import type { Media, MediaWorld } from './media.ts';
import { receivePicture } from './webrtc.ts';

/**
 * Pictures that one window of this desk has and others show as well: a worker agreed to show a picture to this desk, and sends it once.
 * The window that asked for it lends it to the wall by WebRTC within the computer; what makes the connection goes by a
 * BroadcastChannel, which reaches the windows of this app and nobody else.
 */
const CHANNEL = 'street-lent-pictures';
/** bits a second: a wall is large, and the way is short */
const MOST_BITRATE = 4_000_000;

const keySchema = z.string().min(1).max(200);
const borrowerSchema = z.uuid();
const messageSchema = z.discriminatedUnion('kind', [
  /** a window begins to look: what is lent is told again */
  z.object({ kind: z.literal('who') }),
  z.object({ kind: z.enum(['lent', 'returned']), key: keySchema }),
  z.object({ kind: z.literal('want'), key: keySchema, borrower: borrowerSchema }),
  /** its `sessionId` is the borrower */
  z.object({ kind: z.literal('signal'), from: z.enum(['lender', 'borrower']), signal: videoSignalSchema }),
  z.object({ kind: z.literal('done'), borrower: borrowerSchema }),
]);
type Message = z.infer<typeof messageSchema>;

function openLine(hear: (message: Message) => void): { say: (message: Message) => void; close: () => void } {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data);
    if (message.success) hear(message.data);
  };
  return { say: (message) => channel.postMessage(message), close: () => channel.close() };
}

/** What this window lends, and to whom. */
class Lender {
  readonly #line = openLine((message) => this.#hear(message));
  readonly #lent = new Map<string, MediaStream>();
  readonly #peers = new Map<string, { key: string; peer: RTCPeerConnection }>();

  lend(key: string, stream: MediaStream): () => void {
    this.#lent.set(key, stream);
    this.#line.say({ kind: 'lent', key });
    return () => {
      if (this.#lent.get(key) !== stream) return;
      this.#lent.delete(key);
      for (const [borrower, lent] of this.#peers) if (lent.key === key) this.#end(borrower);
      this.#line.say({ kind: 'returned', key });
    };
  }

  #hear(message: Message): void {
    if (message.kind === 'who') for (const key of this.#lent.keys()) this.#line.say({ kind: 'lent', key });
    else if (message.kind === 'want') void this.#offer(message.key, message.borrower);
    else if (message.kind === 'done') this.#end(message.borrower);
    else if (message.kind === 'signal' && message.from === 'borrower') void this.#take(message.signal);
  }

  async #offer(key: string, borrower: string): Promise<void> {
    const stream = this.#lent.get(key);
    if (!stream) return;
    const peer = new RTCPeerConnection();
    this.#peers.set(borrower, { key, peer });
    const say = (signal: Omit<VideoSignal, 'sessionId'>) =>
      this.#line.say({ kind: 'signal', from: 'lender', signal: { ...signal, sessionId: borrower } });
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) say({ candidate: candidate.toJSON() as Record<string, string> });
    });
    // A window that was closed says nothing of it.
    peer.addEventListener('connectionstatechange', () => {
      if (peer.connectionState === 'failed') this.#end(borrower);
    });
    for (const track of stream.getVideoTracks()) await sharp(peer.addTrack(track, stream));
    await peer.setLocalDescription(await peer.createOffer());
    say({ description: { type: 'offer', sdp: peer.localDescription?.sdp ?? '' } });
  }

  async #take({ sessionId, description, candidate }: VideoSignal): Promise<void> {
    const peer = this.#peers.get(sessionId)?.peer;
    if (description?.type === 'answer') await peer?.setRemoteDescription({ type: 'answer', sdp: description.sdp });
    else if (candidate) await peer?.addIceCandidate(candidate);
  }

  #end(borrower: string): void {
    this.#peers.get(borrower)?.peer.close();
    this.#peers.delete(borrower);
  }
}

/** Rather fewer pictures than smaller ones: WebRTC would begin at a thumbnail's size. */
async function sharp(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  for (const encoding of parameters.encodings) encoding.maxBitrate = MOST_BITRATE;
  await sender.setParameters(parameters);
}

let lender: Lender | null = null;

/** Lends a picture to the other windows of this desk until the function it gives is called. */
export function lendPicture(key: string, stream: MediaStream): () => void {
  lender ??= new Lender();
  return lender.lend(key, stream);
}

/** Tells whether another window lends this picture, as that changes, until the function it gives is called. */
export function watchLent(key: string, changed: (lent: boolean) => void): () => void {
  const line = openLine((message) => {
    if ((message.kind === 'lent' || message.kind === 'returned') && message.key === key)
      changed(message.kind === 'lent');
  });
  line.say({ kind: 'who' });
  return line.close;
}

/** A picture that another window lends. */
export function borrowPicture(key: string, world: MediaWorld): Media {
  const borrower = crypto.randomUUID();
  let hear: ((signal: VideoSignal) => void) | null = null;
  const line = openLine((message) => {
    if (message.kind !== 'signal' || message.from !== 'lender' || message.signal.sessionId !== borrower) return;
    hear?.(message.signal);
  });
  const media = receivePicture(
    {
      send: (signal) => line.say({ kind: 'signal', from: 'borrower', signal: { ...signal, sessionId: borrower } }),
      listen: (take) => {
        hear = take;
      },
    },
    false,
    // Both windows are on this computer: no server is needed on the way.
    { ...world, servers: async () => [] },
  );
  line.say({ kind: 'want', key, borrower });
  return {
    ...media,
    close() {
      line.say({ kind: 'done', borrower });
      line.close();
      media.close();
    },
  };
}
