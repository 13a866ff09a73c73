import { v7 as uuidv7 } from 'uuid';
import {
  EMPTY_VIDEO_DESK,
  type VideoAsk,
  type VideoDesk as Kept,
  type VideoEvent,
  type VideoSourceView,
  type VideoTarget,
  type VideoTurn,
  videoDeskSchema,
} from '#shared/contract/video.ts';
import type { PageKind } from '#shared/contract/bridge.ts';
import type { WindowKind } from '#shared/contract/windows.ts';
import type { Answer } from '#shared/contract/station.ts';
import type { LinkCause } from '#shared/domain/videoLink.ts';
import { ackSchema, type ErrorCode } from '#shared/protocol/common.ts';
import { GATEWAY_TO_CONSOLE } from '#shared/protocol/console.ts';
import {
  ICE_SERVERS_ROW,
  type IceServer,
  type Stream,
  type VideoSignal,
  type VideoSource,
} from '#shared/protocol/video.ts';
import type { Log } from '../log.ts';
import { no, yes } from '../serve/answers.ts';
import { allowedStreams, relayedStreams, sourceView, streamOrigins } from './sources.ts';

export const VIDEO_EVENTS = ['video:ringing', 'video:answer', 'video:ended', 'video:signal'] as const;
export type VideoCentreEvent = (typeof VIDEO_EVENTS)[number];

export interface VideoWorld {
  log: Log;
  monotonic(): number;
  serverNow(): number;
  gateway(): string;
  sources(): VideoSource[];
  userId(): string | null;
  kept(key: string): string | null;
  keep(key: string, value: string): void;
  /** rejects when there is no link or no answer */
  ask(event: string, payload: unknown): Promise<unknown>;
  /** false when the window is gone */
  tell(windowId: number, event: VideoEvent): boolean;
  /** tells every window of a kind; how many there are */
  tellKind(kind: WindowKind, event: VideoEvent): number;
  changed(): void;
  /** Says where streams may be fetched now. */
  streamsAt(origins: string[], gateway: string | null): void;
}

/** something that is to be shown waits so long for a window that is opening, ms */
const SHOW_MS = 30_000;
const MOST_SHOWN = 16;
const plainAck = ackSchema({});
const serversAck = ICE_SERVERS_ROW.ack;

/** What a refused invitation means. */
const CAUSE_OF: Partial<Record<ErrorCode, LinkCause>> = {
  conflict: 'busy',
  unavailable: 'offline',
  forbidden: 'forbidden',
};
const ENDED_CAUSE = {
  'worker-ended': 'worker-ended',
  'terminal-lost': 'terminal-lost',
  'no-answer': 'no-answer',
} as const satisfies Record<string, LinkCause>;

/** The video of this desk: sessions with workers, each of the window that began it; what is kept; where streams may be fetched. */
export class VideoDesk {
  readonly #world: VideoWorld;
  /** session → window */
  readonly #sessions = new Map<string, number>();
  #shown: { target: VideoTarget; until: number }[] = [];
  #ready = false;
  #origins = new Set<string>();

  constructor(world: VideoWorld) {
    this.#world = world;
  }

  sources(): VideoSourceView[] {
    const gateway = this.#world.gateway();
    return this.#world
      .sources()
      .map((source) => sourceView(source, gateway))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
  }

  /** Sources or the gateway's address have changed: what may be fetched follows. */
  sourcesChanged(): void {
    const gateway = this.#world.gateway();
    const origins = streamOrigins(this.#world.sources(), gateway);
    if (origins.size === this.#origins.size && [...origins].every((origin) => this.#origins.has(origin))) return;
    this.#origins = origins;
    this.#world.streamsAt([...origins], gateway === '' ? null : new URL(gateway).origin);
  }

  ask(windowId: number, { sessionId, workerId, media, reason }: VideoAsk): Answer<null> {
    if (this.#sessions.has(sessionId)) return yes(null);
    this.#sessions.set(sessionId, windowId);
    void this.#invite({ sessionId, workerId, kind: media, reason });
    return yes(null);
  }

  over(windowId: number, { sessionId, cause }: { sessionId: string; cause: LinkCause }): Answer<null> {
    if (this.#sessions.get(sessionId) !== windowId) return yes(null);
    this.#end(sessionId, cause);
    return yes(null);
  }

  signal(windowId: number, signal: VideoSignal): Answer<null> {
    if (this.#sessions.get(signal.sessionId) !== windowId) return no('not-found', 'video-unknown');
    this.#world.ask('video:signal', signal).catch((error: unknown) => {
      this.#world.log.info({ err: error }, 'a video signal found no way');
    });
    return yes(null);
  }

  /** Asked for anew each time: what to sign in with may be good for a short time only. */
  async servers(): Promise<Answer<IceServer[]>> {
    const answer = serversAck.safeParse(await this.#world.ask('video:servers', {}).catch(() => null)).data;
    if (!answer) return no('unavailable', 'alone');
    // A centre from before does not know the question.
    return yes(answer.ok ? answer.servers : []);
  }

  async turn({ sourceId, ptz }: VideoTurn): Promise<Answer<null>> {
    const op = { id: uuidv7(), kind: 'video.ptz', entityId: sourceId, at: this.#world.serverNow(), payload: ptz };
    const answer = plainAck.safeParse(await this.#world.ask('op', op).catch(() => null));
    if (!answer.success) return no('unavailable', 'alone');
    if (answer.data.ok) return yes(null);
    return no(answer.data.code, answer.data.code === 'gone' ? 'video-no-ptz' : answer.data.code, answer.data.message);
  }

  /** A window that opens later is told then. */
  show(target: VideoTarget): Answer<null> {
    if (this.#ready && this.#world.tellKind('video', { kind: 'show', target }) > 0) return yes(null);
    const until = this.#world.monotonic() + SHOW_MS;
    this.#shown = [...this.#shown, { target, until }].slice(-MOST_SHOWN);
    return yes(null);
  }

  ready(windowId: number): Answer<null> {
    this.#ready = true;
    const now = this.#world.monotonic();
    for (const { target, until } of this.#shown.splice(0)) {
      if (until > now) this.#world.tell(windowId, { kind: 'show', target });
    }
    return yes(null);
  }

  desk(): Kept {
    const user = this.#world.userId();
    const kept = user === null ? null : this.#world.kept(keyOf(user));
    const parsed = kept === null ? null : videoDeskSchema.safeParse(JSON.parse(kept));
    return parsed?.success ? parsed.data : EMPTY_VIDEO_DESK;
  }

  keep(desk: Kept): Answer<null> {
    const user = this.#world.userId();
    if (user === null) return no('unauthorized', 'signed-out');
    this.#world.keep(keyOf(user), JSON.stringify(desk));
    this.#world.changed();
    return yes(null);
  }

  /** What the centre says; the schema decides what is heard. */
  heard(event: VideoCentreEvent, payload: unknown): void {
    switch (event) {
      case 'video:ringing': {
        const ringing = GATEWAY_TO_CONSOLE[event].payload.safeParse(payload).data;
        if (ringing) this.#tell(ringing.sessionId, { kind: 'ringing', sessionId: ringing.sessionId });
        return;
      }
      case 'video:answer': {
        const answer = GATEWAY_TO_CONSOLE[event].payload.safeParse(payload).data;
        if (answer) this.#answered(answer.sessionId, answer.accept, answer.streams, answer.reason);
        return;
      }
      case 'video:ended': {
        const ended = GATEWAY_TO_CONSOLE[event].payload.safeParse(payload).data;
        if (ended) this.#close(ended.sessionId, 'ended', ENDED_CAUSE[ended.code], ended.reason);
        return;
      }
      case 'video:signal': {
        const signal = GATEWAY_TO_CONSOLE[event].payload.safeParse(payload).data;
        if (signal) this.#tell(signal.sessionId, { kind: 'signal', signal });
      }
    }
  }

  /** The link fell: the centre has ended every session of this desk. */
  linkLost(): void {
    for (const sessionId of [...this.#sessions.keys()]) this.#close(sessionId, 'ended', 'alone');
  }

  /** A page went away, by a reload or a crash: nobody looks any more. */
  windowGone(windowId: number, kind: PageKind): void {
    if (kind === 'video') this.#ready = false;
    for (const [sessionId, owner] of [...this.#sessions]) if (owner === windowId) this.#end(sessionId, 'closed');
  }

  async #invite(invite: { sessionId: string; workerId: string; kind: string; reason?: string }): Promise<void> {
    const answer = plainAck.safeParse(await this.#world.ask('video:invite', invite).catch(() => null)).data;
    if (answer?.ok) return;
    const cause = answer ? (CAUSE_OF[answer.code] ?? 'offline') : 'alone';
    this.#close(invite.sessionId, 'refused', cause, answer?.message);
  }

  #answered(sessionId: string, accept: boolean, streams: readonly Stream[] = [], note = ''): void {
    if (!accept) return this.#close(sessionId, 'refused', 'declined', note);
    const gateway = this.#world.gateway();
    const allowed = allowedStreams(streams, this.#origins, gateway);
    if (allowed.length < streams.length)
      this.#world.log.warn('a terminal offered a stream where none of the centre is');
    if (streams.length > 0 && allowed.length === 0) {
      this.#tell(sessionId, { kind: 'ended', sessionId, cause: 'unreachable', note: '' });
      return this.#end(sessionId, 'unreachable');
    }
    this.#tell(sessionId, { kind: 'accepted', sessionId, streams: relayedStreams(allowed, gateway) });
  }

  #tell(sessionId: string, event: VideoEvent): void {
    const windowId = this.#sessions.get(sessionId);
    if (windowId !== undefined) this.#world.tell(windowId, event);
  }

  #close(sessionId: string, kind: 'refused' | 'ended', cause: LinkCause, note = ''): void {
    this.#tell(sessionId, { kind, sessionId, cause, note });
    this.#sessions.delete(sessionId);
  }

  #end(sessionId: string, cause: LinkCause): void {
    this.#sessions.delete(sessionId);
    this.#world.ask('video:end', { sessionId, reason: cause }).catch((error: unknown) => {
      this.#world.log.info({ err: error }, 'the end of a video session found no way');
    });
  }
}

const keyOf = (userId: string): string => `video-desk:${userId}`;
