import { v7 } from 'uuid';
import type { WelfareTold } from '#shared/protocol/alarms.ts';
import type { CommandFields } from '#shared/protocol/commands.ts';
import {
  type Position,
  type ReceiptPayload,
  type Report,
  TERMINAL_TO_GATEWAY,
  type TerminalWelcome,
} from '#shared/protocol/terminal.ts';
import { type Held, isHeld, type Level, outdated, receive, remind, replace, say, withdraw } from './core/inbox.ts';
import { alertOf, hush } from './device/alert.ts';
import { changeCommand, type Database, openDatabase } from './device/database.ts';
import type { Attached } from './device/files.ts';
import { placeNow } from './device/place.ts';
import { Session } from './device/session.ts';
import { Link, type LinkState } from './link/link.ts';
import { Outbox } from './link/outbox.ts';
import { upload } from './link/uploads.ts';
import { Positions } from './positions.ts';
import { callBackOf, Radio } from './radio.ts';
import { forgetView, view } from './state.ts';
import { Video } from './video.ts';

/** A file of a command may take so long to come, ms. */
const MEDIA_PATIENCE = 120_000;
const MINUTE = 60_000;
/** what rings when nobody says that all is well */
const WELFARE = 'welfare';

/** What a worker adds to a receipt. */
export interface Saying {
  note?: string;
  reply?: string;
  files?: readonly Attached[];
  place?: Position;
}

/** A word about the worker's timer. */
type Welfare = { what: 'start'; minutes: number } | { what: 'well' | 'stop' };

/** A signed-in worker's terminal: what comes in is kept before it is acknowledged, what goes out is kept before it is sent. */
export class Terminal {
  readonly radio: Radio;
  readonly video: Video;
  readonly #db: Database;
  readonly #session: Session;
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #positions: Positions;

  private constructor(db: Database, session: Session) {
    this.#db = db;
    this.#session = session;
    this.#link = new Link(
      session,
      {
        welcome: ({ serverTime, channels }) => this.#welcomed(serverTime, channels),
        channels: ({ channels }) => this.radio.setChannels(channels),
        command: (command) => this.#received(command),
        'command:cancel': ({ id, reason }) => this.#cancelled(id, reason),
        'command:remind': ({ id, level }) => this.#reminded(id, level),
        welfare: (told) => this.#welfareIs(told),
        'floor:taken': (said) => this.radio.told('taken', said),
        'floor:idle': (said) => this.radio.told('idle', said),
        'floor:granted': (said) => this.radio.told('granted', said),
        'floor:revoked': (said) => this.radio.told('revoked', said),
        'floor:queued': (said) => this.radio.told('queued', said),
        'floor:warned': (said) => this.radio.told('warned', said),
        voice: (frame) => this.radio.hear(frame),
        'video:invite': (invite) => this.video.invited(invite),
        'video:end': ({ sessionId }) => this.video.ended(sessionId),
        'video:signal': (signal) => this.video.signalled(signal),
      },
      (state) => this.#linkIs(state),
    );
    const emit = (event: string, payload: unknown) => this.#link.emit(event, payload);
    this.radio = new Radio({ emit, voice: (frame) => this.#link.voice(frame) });
    this.video = new Video(emit);
    this.#positions = new Positions(db, emit, () => this.now());
    const wire = {
      emit,
      upload: (ref: Attached['ref'], blob: Blob) => upload(ref, blob, () => session.token()),
    };
    this.#outbox = new Outbox(db, wire, () => void this.#showOutbox());
  }

  /** Opens what the phone keeps for the signed-in worker and connects. */
  static async open(session: Session): Promise<Terminal | null> {
    const { worker } = session;
    if (!worker) return null;
    const db = await openDatabase(worker.id);
    const terminal = new Terminal(db, session);
    const [onDuty, clock] = await Promise.all([db.get('facts', 'onDuty'), db.get('facts', 'clock')]);
    view.setState({ worker, onDuty: onDuty === true, clock: Number(clock ?? 0) });
    for (const id of outdated(await db.getAll('commands'), terminal.now())) await db.delete('commands', id);
    await Promise.all([terminal.#showCommands(), terminal.#showOutbox()]);
    if (onDuty === true) terminal.#positions.follow(0);
    terminal.#link.start();
    void navigator.storage?.persist?.();
    return terminal;
  }

  /** Ends the connection; what the phone keeps stays for when this worker signs in again. */
  close(): void {
    hush();
    this.#positions.stop();
    this.#outbox.close();
    this.#link.end();
    this.radio.close();
    this.video.offline();
    this.#db.close();
    forgetView();
  }

  /** ms of the centre's clock */
  now(): number {
    return Math.round(Date.now() + view.getState().clock);
  }

  async setDuty(on: boolean): Promise<void> {
    const at = this.now();
    await this.#outbox.add({ event: 'duty', payload: { on, at } });
    await this.#db.put('facts', on, 'onDuty');
    view.setState({ onDuty: on });
    if (on) this.#positions.follow(at);
    else this.#positions.stop();
  }

  /** @param after the photos of how it is now, when the worker settled it on the spot; `before` are those of how it was */
  async report(
    report: Omit<Report, 'id' | 'at' | 'media'>,
    before: readonly Attached[],
    after: readonly Attached[] = [],
  ): Promise<void> {
    const [id, at] = [v7(), this.now()];
    const media = before.map(({ ref }) => ref);
    await this.#outbox.add({ event: 'report', payload: { ...report, id, at, media } }, before);
    if (after.length === 0) return;
    const settled = { id: v7(), caseId: id, action: 'settle' as const, at, note: report.text };
    await this.#outbox.add(
      { event: 'case:action', payload: { ...settled, media: after.map(({ ref }) => ref) } },
      after,
    );
  }

  /** Calls for help; false when nobody knows where the phone is. */
  async callForHelp(): Promise<boolean> {
    const found = await placeNow(() => this.now());
    const place = typeof found === 'string' ? view.getState().place : found;
    if (!place) return false;
    await this.#outbox.add({ event: 'sos', payload: { id: v7(), at: this.now(), lon: place.lon, lat: place.lat } });
    return true;
  }

  /** Asks the centre to call; the wish is kept until the centre has it. */
  async askForCall(channelId: string | undefined): Promise<void> {
    const at = this.now();
    view.setState({ callBackAt: at });
    await this.#outbox.add({ event: 'call-back', payload: callBackOf(at, channelId, view.getState().place) });
  }

  /** Says that all is well, or starts or ends the worker's own timer; kept until the centre has it. */
  async sayWelfare(said: Welfare): Promise<void> {
    hush(WELFARE);
    const at = this.now();
    const { welfare } = view.getState();
    // The time runs anew from this word, however late the centre hears it.
    if (said.what === 'well' && welfare) {
      view.setState({ welfare: { ...welfare, level: 0, dueAt: at + welfare.minutes * MINUTE } });
    }
    await this.#outbox.add({ event: 'welfare', payload: { id: v7(), at, ...said } });
  }

  /** Gives a receipt of a command. */
  async say(
    held: Held,
    state: ReceiptPayload['state'],
    { note, reply, files = [], place }: Saying = {},
  ): Promise<void> {
    hush(held.id);
    if (held.said[state] !== undefined) return;
    const at = this.now();
    const payload: ReceiptPayload = {
      commandId: held.id,
      state,
      at,
      ...(note ? { note } : {}),
      ...(reply === undefined ? {} : { reply }),
      ...(place ? { lon: place.lon, lat: place.lat } : {}),
      ...(files.length > 0 ? { media: files.map(({ ref }) => ref) } : {}),
    };
    await this.#actOnCase(held.command, state, note, files);
    await this.#outbox.add({ event: 'receipt', payload }, files);
    await changeCommand(this.#db, held.id, (known) => (isHeld(known) ? say(known, state, at, reply) : null));
    await this.#showCommands();
  }

  /** The way to a command's place; null when it cannot be told now. */
  async route(to: { lon: number; lat: number }): Promise<{ line: [number, number][]; meters: number } | null> {
    const answer = await this.#link.emit('route', { to }).catch(() => null);
    const parsed = TERMINAL_TO_GATEWAY.route.ack.safeParse(answer);
    return parsed.success && parsed.data.ok ? parsed.data : null;
  }

  /** A file of a command, as a URL of this page; the caller gives it back with `URL.revokeObjectURL`. */
  async media(id: string): Promise<string | null> {
    const token = await this.#session.token();
    const headers = { authorization: `Bearer ${token ?? ''}` };
    const response = await fetch(`/media/${id}`, { headers, signal: AbortSignal.timeout(MEDIA_PATIENCE) }).catch(
      () => null,
    );
    return response?.ok ? URL.createObjectURL(await response.blob()) : null;
  }

  async dismissRefusal(n: number): Promise<void> {
    await this.#db.delete('refused', n);
    await this.#showOutbox();
  }

  /** What the receipt of an order or a check about a case means for the case itself. */
  async #actOnCase(
    { kind, caseId, request }: CommandFields,
    state: ReceiptPayload['state'],
    note: string | undefined,
    files: readonly Attached[],
  ): Promise<void> {
    const steps = {
      order: { accepted: 'start', done: 'report-back' },
      check: { done: 'verify-pass', failed: 'verify-fail' },
    };
    const action = (steps as Partial<Record<string, Partial<Record<string, 'start'>>>>)[kind]?.[state];
    if (!caseId || request || !action) return;
    const media = files.map(({ ref }) => ref);
    await this.#outbox.add(
      { event: 'case:action', payload: { id: v7(), caseId, action, at: this.now(), note: note || undefined, media } },
      files,
    );
  }

  async #welcomed(serverTime: number, channels: TerminalWelcome['channels']): Promise<void> {
    const clock = serverTime - Date.now();
    this.radio.setChannels(channels);
    view.setState({ clock, link: 'online' });
    this.#outbox.open();
    await this.#db.put('facts', clock, 'clock');
    await this.#showOutbox();
  }

  async #received(command: CommandFields): Promise<void> {
    const now = this.now();
    if (command.corrects) await changeCommand(this.#db, command.corrects.id, (known) => replace(known, command, now));
    if (command.corrects) hush(command.corrects.id);
    const held = await changeCommand(this.#db, command.id, (known) => receive(known, command, now));
    await this.#showCommands();
    if (!held) return;
    alertOf(command.id, command.priority, 1);
    if (command.request === 'locate') void this.#tellPlace(held);
  }

  /** Answers where the phone is, by itself; workers are followed on duty only. */
  async #tellPlace(held: Held): Promise<void> {
    if (!view.getState().onDuty) return this.say(held, 'failed', { note: '已下班，不提供位置' });
    const place = await placeNow(() => this.now());
    if (typeof place === 'string') return this.say(held, 'failed', { note: '终端无法定位' });
    return this.say(held, 'done', { place });
  }

  async #cancelled(id: string, reason: string): Promise<void> {
    await changeCommand(this.#db, id, (known) => withdraw(known, id, reason, this.now()));
    hush(id);
    await this.#showCommands();
  }

  async #reminded(id: string, level: Level): Promise<void> {
    const held = await changeCommand(this.#db, id, (known) => remind(known, level, this.now()));
    await this.#showCommands();
    if (held) alertOf(id, held.command.priority, level);
  }

  #welfareIs({ minutes, dueAt, level }: WelfareTold): void {
    view.setState({ welfare: minutes === null || dueAt === null ? null : { minutes, dueAt, level } });
    if (level === 0) hush(WELFARE);
    else alertOf(WELFARE, 'urgent', level);
  }

  #linkIs(link: LinkState): void {
    if (link !== 'online') {
      this.#outbox.close();
      view.setState({ link });
      this.radio.offline();
      this.video.offline();
    }
    // The centre does not know this sign-in any more.
    if (!this.#session.worker) this.close();
  }

  async #showCommands(): Promise<void> {
    view.setState({ commands: (await this.#db.getAll('commands')).filter(isHeld) });
  }

  /** Positions wait for what changes duty: the centre keeps none from before it. */
  async #showOutbox(): Promise<void> {
    const [waiting, refused] = await Promise.all([this.#db.getAll('outbox'), this.#db.getAll('refused')]);
    view.setState({ waiting: waiting.length, refused });
    const isOnline = view.getState().link === 'online';
    if (isOnline && !waiting.some(({ event }) => event === 'duty')) void this.#positions.flush();
  }
}
