import { refuse, type WireRefusal } from '../wire/refusal.ts';

interface Session {
  consoleSocketId: string;
  workerId: string;
  kind: 'camera' | 'screen';
  from: string;
  /** the terminal that answered */
  terminalSocketId?: string;
}

/** How video signalling speaks to the two sides. */
export interface VideoReach {
  /** false when no terminal of the worker is connected */
  toWorker(workerId: string, event: string, payload: unknown): boolean;
  toConsole(socketId: string, event: string, payload: unknown): void;
}

type Done = { ok: true } | WireRefusal;
const UNKNOWN = refuse('not-found', '没有这次视频会话');

/** Passes invitations, answers and WebRTC signals between one console and one worker; reads none of them. */
export class VideoSessions {
  readonly #reach: VideoReach;
  readonly #sessions = new Map<string, Session>();

  constructor(reach: VideoReach) {
    this.#reach = reach;
  }

  invite(
    consoleSocketId: string,
    from: string,
    invite: { sessionId: string; workerId: string; kind: 'camera' | 'screen' },
  ): Done {
    const { sessionId, workerId, kind } = invite;
    const known = this.#sessions.get(sessionId);
    if (known) return known.consoleSocketId === consoleSocketId ? { ok: true } : refuse('conflict', '会话编号已被使用');
    if (!this.#reach.toWorker(workerId, 'video:invite', { sessionId, from, kind })) {
      return refuse('unavailable', '该网格员的终端不在线');
    }
    this.#sessions.set(sessionId, { consoleSocketId, workerId, kind, from });
    return { ok: true };
  }

  end(consoleSocketId: string, { sessionId, reason }: { sessionId: string; reason?: string }): Done {
    const session = this.#sessions.get(sessionId);
    if (session?.consoleSocketId !== consoleSocketId) return UNKNOWN;
    this.#finish(sessionId, session, reason);
    return { ok: true };
  }

  answer(workerId: string, terminalSocketId: string, answer: { sessionId: string; accept: boolean }): Done {
    const session = this.#sessions.get(answer.sessionId);
    if (session?.workerId !== workerId) return UNKNOWN;
    session.terminalSocketId = terminalSocketId;
    this.#reach.toConsole(session.consoleSocketId, 'video:answer', answer);
    if (!answer.accept) this.#sessions.delete(answer.sessionId);
    return { ok: true };
  }

  signalFromTerminal(workerId: string, signal: { sessionId: string }): Done {
    const session = this.#sessions.get(signal.sessionId);
    if (session?.workerId !== workerId) return UNKNOWN;
    this.#reach.toConsole(session.consoleSocketId, 'video:signal', signal);
    return { ok: true };
  }

  signalFromConsole(consoleSocketId: string, signal: { sessionId: string }): Done {
    const session = this.#sessions.get(signal.sessionId);
    if (session?.consoleSocketId !== consoleSocketId) return UNKNOWN;
    const heard = this.#reach.toWorker(session.workerId, 'video:signal', signal);
    return heard ? { ok: true } : refuse('unavailable', '该网格员的终端不在线');
  }

  /** A side went away: its sessions end and the other side is told. */
  leave(socketId: string): void {
    for (const [sessionId, session] of [...this.#sessions]) {
      if (session.consoleSocketId === socketId) this.#finish(sessionId, session, '指挥台已断开');
      if (session.terminalSocketId !== socketId) continue;
      this.#sessions.delete(sessionId);
      const answer = { sessionId, accept: false, reason: '终端已断开' };
      this.#reach.toConsole(session.consoleSocketId, 'video:answer', answer);
    }
  }

  #finish(sessionId: string, { workerId, from, kind }: Session, reason?: string): void {
    this.#sessions.delete(sessionId);
    this.#reach.toWorker(workerId, 'video:end', { sessionId, from, kind, reason });
  }
}
