import type { z } from 'zod';
import { ICE_SERVERS_ROW, type IceServer, type videoInviteSchema, type VideoSignal } from '#shared/protocol/video.ts';
import { takePicture } from './device/camera.ts';
import { VideoCall } from './link/videoCall.ts';
import { view } from './state.ts';

type Invite = z.infer<typeof videoInviteSchema>;

/** Video invitations of one terminal: one rings or runs at a time. Who hears nothing more of the centre sends no picture. */
export class Video {
  readonly #emit: (event: string, payload: unknown) => Promise<unknown>;
  #call: VideoCall | null = null;
  /** the camera of what is being accepted: an end that comes meanwhile wins */
  #accepting: string | null = null;

  constructor(emit: (event: string, payload: unknown) => Promise<unknown>) {
    this.#emit = emit;
  }

  invited(invite: Invite): void {
    view.setState({ invite });
  }

  /** Accepts what rings: the camera first, so that nobody is promised a picture that cannot be had. */
  async accept(): Promise<void> {
    const { invite } = view.getState();
    if (!invite) return;
    const { sessionId, from, kind } = invite;
    this.#accepting = sessionId;
    view.setState({ invite: null });
    let stream: MediaStream;
    try {
      stream = await takePicture(kind);
    } catch {
      return this.#answer(sessionId, false, kind === 'screen' ? '终端无法共享屏幕' : '终端无法使用摄像头');
    }
    if (this.#accepting !== sessionId) return stream.getTracks().forEach((track) => track.stop());
    this.#call = new VideoCall(
      sessionId,
      stream,
      (signal) => this.#signal(signal),
      () => this.#servers(),
    );
    view.setState({ shown: { from, stream } });
    stream.getVideoTracks()[0]?.addEventListener('ended', () => void this.hangUp());
    await this.#answer(sessionId, true);
    await this.#call?.offer();
  }

  async refuse(reason: string): Promise<void> {
    const { invite } = view.getState();
    view.setState({ invite: null });
    if (invite) await this.#answer(invite.sessionId, false, reason);
  }

  /** The worker ends it. */
  async hangUp(): Promise<void> {
    const sessionId = this.#call?.sessionId;
    this.#close();
    if (sessionId) await this.#emit('video:end', { sessionId }).catch(() => undefined);
  }

  /** The centre ended it, or another terminal of the worker was quicker. */
  ended(sessionId: string): void {
    if (this.#accepting === sessionId) this.#accepting = null;
    if (view.getState().invite?.sessionId === sessionId) view.setState({ invite: null });
    if (this.#call?.sessionId === sessionId) this.#close();
  }

  signalled(signal: VideoSignal): void {
    if (this.#call?.sessionId !== signal.sessionId) return;
    // What belongs to a connection that was given up meanwhile.
    this.#call.hear(signal).catch(() => undefined);
  }

  /** The link is gone: the centre has ended the session. */
  offline(): void {
    this.#accepting = null;
    view.setState({ invite: null });
    this.#close();
  }

  async #answer(sessionId: string, accept: boolean, reason?: string): Promise<void> {
    await this.#emit('video:answer', { sessionId, accept, ...(reason ? { reason } : {}) }).catch(() => this.#close());
  }

  /** None from an older centre, or when it does not answer: two sides of one network need none. */
  async #servers(): Promise<IceServer[]> {
    const answer = ICE_SERVERS_ROW.ack.safeParse(await this.#emit('video:servers', {}).catch(() => null)).data;
    return answer?.ok ? answer.servers : [];
  }

  #signal(signal: VideoSignal): void {
    this.#emit('video:signal', signal).catch(() => undefined);
  }

  #close(): void {
    this.#call?.close();
    this.#call = null;
    view.setState({ shown: null });
  }
}
