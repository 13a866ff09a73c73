import type { VideoSignal } from '#shared/protocol/video.ts';
import type { Media, MediaWorld } from './media.ts';
import { openPeer } from './peer.ts';

/** What passes between this page and the terminal, of one session. */
export interface Signals {
  send(signal: Omit<VideoSignal, 'sessionId'>): void;
  /** Takes over who hears; what came before is told first. */
  listen(hear: (signal: VideoSignal) => void): void;
}

/**
 * The picture of a worker's terminal, which makes the offer. `again`: it is asked for a new one, since the connection before
 * was lost: a signal without description and candidate.
 */
export function receivePicture(signals: Signals, again: boolean, world: MediaWorld): Media {
  const { peer, media, ready } = openPeer(world);
  const early: RTCIceCandidateInit[] = [];
  peer.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) signals.send({ candidate: candidate.toJSON() as Record<string, string> });
  });
  const hear = async ({ description, candidate }: VideoSignal): Promise<void> => {
    if (description?.type === 'offer') {
      await ready;
      await peer.setRemoteDescription({ type: 'offer', sdp: description.sdp });
      await peer.setLocalDescription(await peer.createAnswer());
      const { type = 'answer', sdp = '' } = peer.localDescription ?? {};
      signals.send({ description: { type, sdp } });
      for (const one of early.splice(0)) await peer.addIceCandidate(one);
    } else if (candidate) {
      if (peer.remoteDescription) await peer.addIceCandidate(candidate);
      else early.push(candidate);
    }
  };
  signals.listen((signal) => {
    hear(signal).catch(() => {
      // What is no description or candidate of this connection; a connection that was closed meanwhile hears nothing either.
      if (peer.signalingState !== 'closed') world.events.stalled('unreachable');
    });
  });
  if (again) signals.send({});
  return media;
}
