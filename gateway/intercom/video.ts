import type { VIDEO_END_CODES, videoAnswerSchema, videoEndSchema, videoSignalSchema } from '#shared/protocol/video.ts';
import type { z } from 'zod';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

type Answer = z.infer<typeof videoAnswerSchema>;
type End = z.infer<typeof videoEndSchema>;
type Signal = z.infer<typeof videoSignalSchema>;
type EndCode = (typeof VIDEO_END_CODES)[number];

interface Session {
  id: string;
  consoleSocketId: string;
  workerId: string;
  kind: 'camera' | 'screen';
  from: string;
  rang: boolean;
  /** the terminal that accepted; null while it rings */
  terminalSocketId: string | null;
  /** stops waiting for an answer */
  stopWaiting: () => void;
}

/** How video signalling speaks to the two sides. */
export interface VideoReach {
  /** Tells every terminal of a worker; `took` is called by each that acknowledges. How many were told. */
  toWorker(workerId: string, event: string, payload: unknown, took?: () => void): number;
  /** false when the terminal is gone */
  toTerminal(socketId: string, event: string, payload: unknown): boolean;
  toOthers(workerId: string, exceptSocketId: string, event: string, payload: unknown): void;
  toConsole(socketId: string, event: string, payload: unknown): void;
  /** Runs once after so many milliseconds unless the answer is called before. */
  later(ms: number, run: () => void): () => void;
}

type Done = { ok: true } | WireRefusal;
const OK: Done = { ok: true };
const UNKNOWN = refuse('not-found', '没有这次视频会话');
const OFFLINE = refuse('unavailable', '该网格员的终端不在线');
const BUSY = refuse('conflict', '该网格员正在另一次视频通话中');

/** ms a terminal may ring: a little more than a console waits, whose word comes first where there is one */
const RING_MS = 50_000;

/**
 * Sessions between one console and one terminal of one worker: who rings, who answered, who is busy, and that both sides hear of
 * the end whoever goes away. What is signalled passes unread.
 */
export class VideoSessions {
  readonly #reach: VideoReach;
  readonly #sessions = new Map<string, Session>();

  constructor(reach: VideoReach) {
    this.#reach = reach;
  }

  /** Makes every terminal of a worker ring. A worker has one session at a time. */
  invite(
    consoleSocketId: string,
    from: string,
    invite: { sessionId: string; workerId: string; kind: 'camera' | 'screen'; reason?: string },
  ): Done {
    const { sessionId, workerId, kind, reason } = invite;
    const known = this.#sessions.get(sessionId);
    if (known) return known.consoleSocketId === consoleSocketId ? OK : refuse('conflict', '会话编号已被使用');
    if ([...this.#sessions.values()].some((session) => session.workerId === workerId)) return BUSY;
    const took = () => this.#rang(sessionId);
    if (this.#reach.toWorker(workerId, 'video:invite', { sessionId, from, kind, reason }, took) === 0) return OFFLINE;
    const stopWaiting = this.#reach.later(RING_MS, () => this.#unanswered(sessionId));
    const session = { id: sessionId, consoleSocketId, workerId, kind, from, rang: false, stopWaiting };
    this.#sessions.set(sessionId, { ...session, terminalSocketId: null });
    return OK;
  }

  /** The console ends it: the terminal that answered hears of it, or all that ring. */
  end(consoleSocketId: string, { sessionId, reason }: End): Done {
    const session = this.#sessions.get(sessionId);
    if (session?.consoleSocketId !== consoleSocketId) return UNKNOWN;
    this.#tellTerminals(session, reason);
    this.#forget(session);
    return OK;
  }

  /** The first answer counts; every other terminal of the worker stops ringing. */
  answer(workerId: string, terminalSocketId: string, answer: Answer): Done {
    const session = this.#sessions.get(answer.sessionId);
    if (session?.workerId !== workerId) return UNKNOWN;
    const { consoleSocketId, terminalSocketId: before, from, kind } = session;
    if (before !== null) return before === terminalSocketId ? OK : refuse('conflict', '已在另一台终端上接受');
    this.#reach.toConsole(consoleSocketId, 'video:answer', answer);
    const elsewhere = { sessionId: session.id, from, kind, reason: '已在另一台终端上答复' };
    this.#reach.toOthers(workerId, terminalSocketId, 'video:end', elsewhere);
    session.stopWaiting();
    session.terminalSocketId = terminalSocketId;
    if (!answer.accept) this.#forget(session);
    return OK;
  }

  /** The worker ends what was accepted. */
  endFromTerminal(workerId: string, terminalSocketId: string, { sessionId, reason }: End): Done {
    const session = this.#sessions.get(sessionId);
    if (session?.workerId !== workerId || session.terminalSocketId !== terminalSocketId) return UNKNOWN;
    this.#ended(session, 'worker-ended', reason);
    return OK;
  }

  signalFromTerminal(workerId: string, terminalSocketId: string, signal: Signal): Done {
    const session = this.#sessions.get(signal.sessionId);
    if (session?.workerId !== workerId || session.terminalSocketId !== terminalSocketId) return UNKNOWN;
    this.#reach.toConsole(session.consoleSocketId, 'video:signal', signal);
    return OK;
  }

  signalFromConsole(consoleSocketId: string, signal: Signal): Done {
    const session = this.#sessions.get(signal.sessionId);
    if (session?.consoleSocketId !== consoleSocketId || session.terminalSocketId === null) return UNKNOWN;
    return this.#reach.toTerminal(session.terminalSocketId, 'video:signal', signal) ? OK : OFFLINE;
  }

  /** A side went away: its sessions end and the other side is told. */
  leave(socketId: string): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.consoleSocketId === socketId) {
        this.#tellTerminals(session, '指挥台已断开');
        this.#forget(session);
      } else if (session.terminalSocketId === socketId) this.#ended(session, 'terminal-lost', '终端已断开');
    }
  }

  #rang(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (!session || session.rang) return;
    session.rang = true;
    this.#reach.toConsole(session.consoleSocketId, 'video:ringing', { sessionId });
  }

  #unanswered(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (!session) return;
    this.#tellTerminals(session, '无人应答');
    this.#ended(session, 'no-answer', '无人应答');
  }

  #ended(session: Session, code: EndCode, reason?: string): void {
    this.#forget(session);
    this.#reach.toConsole(session.consoleSocketId, 'video:ended', { sessionId: session.id, code, reason });
  }

  #tellTerminals({ id, workerId, terminalSocketId, from, kind }: Session, reason?: string): void {
    const end = { sessionId: id, from, kind, reason };
    if (terminalSocketId === null) this.#reach.toWorker(workerId, 'video:end', end);
    else this.#reach.toTerminal(terminalSocketId, 'video:end', end);
  }

  #forget(session: Session): void {
    session.stopWaiting();
    this.#sessions.delete(session.id);
  }
}
