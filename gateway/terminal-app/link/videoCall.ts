import type { IceServer, VideoSignal } from '#shared/protocol/video.ts';

/** bits a second to begin with: WebRTC would start at a thumbnail's */
const START_BITRATE = 1_500_000;

/**
 * One accepted video session: sends picture and sound by WebRTC. The terminal makes the offer; a signal without description and candidate
 * asks for another one, since the connection before was lost.
 */
export class VideoCall {
  readonly sessionId: string;
  readonly stream: MediaStream;
  readonly #send: (signal: VideoSignal) => void;
  readonly #servers: () => Promise<IceServer[]>;
  #closed = false;
  #peer: RTCPeerConnection | null = null;
  #early: RTCIceCandidateInit[] = [];

  constructor(
    sessionId: string,
    stream: MediaStream,
    send: (signal: VideoSignal) => void,
    servers: () => Promise<IceServer[]>,
  ) {
    this.sessionId = sessionId;
    this.stream = stream;
    this.#send = send;
    this.#servers = servers;
  }

  async offer(): Promise<void> {
    const iceServers = await this.#servers();
    if (this.#closed) return;
    this.#peer?.close();
    this.#early = [];
    const peer = new RTCPeerConnection({ iceServers });
    this.#peer = peer;
    const { sessionId } = this;
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) this.#send({ sessionId, candidate: candidate.toJSON() as Record<string, string> });
    });
    // A stream of its own: tied to it, the picture would wait for the sound.
    const sound = new MediaStream(this.stream.getAudioTracks());
    for (const track of sound.getTracks()) peer.addTrack(track, sound);
    for (const track of this.stream.getVideoTracks()) {
      const sender = peer.addTrack(track, this.stream);
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.maxBitrate = START_BITRATE * 2;
      await sender.setParameters(parameters);
    }
    await peer.setLocalDescription(await peer.createOffer());
    const sdp = peer.localDescription?.sdp ?? '';
    this.#send({ sessionId, description: { type: 'offer', sdp } });
  }

  /** What the console signals. Rejects on what is none of this connection. */
  async hear({ description, candidate }: VideoSignal): Promise<void> {
    if (!description && !candidate) return this.offer();
    const peer = this.#peer;
    if (!peer) return;
    if (description?.type === 'answer') {
      const sdp = withStartBitrate(description.sdp);
      await peer.setRemoteDescription({ type: 'answer', sdp });
      for (const early of this.#early.splice(0)) await peer.addIceCandidate(early);
    } else if (candidate) {
      if (peer.remoteDescription) await peer.addIceCandidate(candidate);
      else this.#early.push(candidate);
    }
  }

  /** Ends the connection and turns the camera off. */
  close(): void {
    this.#closed = true;
    this.#peer?.close();
    this.#peer = null;
    for (const track of this.stream.getTracks()) track.stop();
  }
}

/** Chromium begins with what the answer names for a video format that says nothing else of itself. */
export function withStartBitrate(sdp: string): string {
  return sdp
    .split('\r\n')
    .flatMap((line) => {
      const [, format] = /^a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)\/90000$/.exec(line) ?? [];
      if (format === undefined || sdp.includes(`a=fmtp:${format} `)) return [line];
      return [line, `a=fmtp:${format} x-google-start-bitrate=${START_BITRATE / 1000}`];
    })
    .join('\r\n');
}
