import type { Attachment } from '#shared/contract/attachments.ts';
import type { FeedInput, FeedName, FeedOutput, Topic } from '#shared/contract/feeds.ts';
import type { ImportStep } from '#shared/contract/importViews.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import type { ExportedContact } from '#shared/protocol/console.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import type { OverlayChange } from '#shared/contract/overlays.ts';
import type { Talk, VoiceMessage } from '#shared/contract/radio.ts';
import type {
  Act,
  ActReceipt,
  Answer,
  ContactExport,
  FloorForEar,
  SignIn,
  WindowFunctions,
} from '#shared/contract/station.ts';
import type { VideoAsk, VideoDesk, VideoEvent, VideoTarget, VideoTurn } from '#shared/contract/video.ts';
import type { LinkCause } from '#shared/domain/videoLink.ts';
import type { IceServer, VideoSignal } from '#shared/protocol/video.ts';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { makeRpc, type Rpc, StationLost } from './rpc.ts';
import { Signal } from './signal.ts';

/** `starting`: no port yet; `ready`: answers come; `silent`: no answer for 3 s; `lost`: the port is gone. */
export type StationState = 'starting' | 'ready' | 'silent' | 'lost';

/** ms; a station that hangs shows within 5 s of its last answer. */
const HEARTBEAT_EVERY = 1000;
const SILENT_AFTER = 3000;

type Cue = Parameters<WindowFunctions['cue']>[0];

/**
 * The window's end of the station's port. It outlives the port: after a restart of the station `attach` takes the
 * new one, watches the same topics again and says `renewed`. Calls never wait for the network, only for a station.
 */
export class StationConnection {
  readonly onState = new Signal<StationState>();
  readonly onChanged = new Signal<Topic[]>();
  readonly onStatus = new Signal<StationStatus>();
  readonly onAlarm = new Signal<Alarm>();
  readonly onCue = new Signal<Cue>();
  readonly onVideo = new Signal<VideoEvent>();
  readonly onTick = new Signal<ArrayBuffer>();
  /** a frame of somebody's voice, for the ear */
  readonly onVoice = new Signal<Uint8Array>();
  readonly onFloor = new Signal<FloorForEar>();
  readonly onTalkKey = new Signal<{ down: boolean; emergency: boolean }>();
  /** a port came after another one: everything read before may be old */
  readonly onRenewed = new Signal<null>();

  #state: StationState = 'starting';
  #port: MessagePort | null = null;
  #rpc: Rpc | null = null;
  #waiters: (() => void)[] = [];
  #attached = 0;
  readonly #watched = new Map<Topic, number>();
  #watchQueued = false;
  #unanswered: number | null = null;
  #heartbeat: ReturnType<typeof setInterval> | null = null;

  get state(): StationState {
    return this.#state;
  }

  /** Takes the station's port; an older one is closed and its open calls are asked again by their callers. */
  attach(port: MessagePort): void {
    this.#drop();
    this.#port = port;
    this.#rpc = makeRpc(
      port,
      {
        changed: (topics) => this.onChanged.emit(topics),
        status: (status) => this.onStatus.emit(status),
        alarm: (alarm) => this.onAlarm.emit(alarm),
        floor: (event) => this.onFloor.emit(event),
        talkKey: (down, emergency) => this.onTalkKey.emit({ down, emergency }),
        cue: (cue) => this.onCue.emit(cue),
        video: (event) => this.onVideo.emit(event),
      },
      { tick: (tick) => this.onTick.emit(tick), voice: (frame) => this.onVoice.emit(frame) },
    );
    port.addEventListener('close', () => {
      if (this.#port === port) this.#lose();
    });
    port.start();
    this.#attached += 1;
    this.#setState('ready');
    this.#startHeartbeat();
    for (const wake of this.#waiters.splice(0)) wake();
    if (this.#watched.size > 0) this.#sendWatch();
    if (this.#attached > 1) this.onRenewed.emit(null);
  }

  /** Ends the connection for good: tests and page unload. */
  close(): void {
    this.#lose();
    this.#watched.clear();
  }

  /** One read. Waits for a station, asks again when the station went away meanwhile. */
  async read<K extends FeedName>(name: K, input: FeedInput<K>): Promise<Answer<FeedOutput<K>>> {
    // The cast re-ties name and output, which the station's own contract ties (StationFunctions.read).
    return this.#call((rpc) => rpc.read(name, input) as Promise<Answer<FeedOutput<K>>>);
  }

  /** One action. The id makes it safe to send again on a new port: the same id is the same action. */
  act(act: Act): Promise<Answer<ActReceipt>> {
    return this.#call((rpc) => rpc.act(act));
  }
  undo(opId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.undo(opId));
  }
  sendNow(opId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.sendNow(opId));
  }
  dismiss(opId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.dismiss(opId));
  }
  retry(opId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.retry(opId));
  }
  amend(opId: string, payload: unknown): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.amend({ opId, payload }));
  }
  /** Kept twice when the station went away meanwhile: what nothing names is swept in time. */
  keepMedia(attachment: Attachment): Promise<Answer<MediaRef>> {
    return this.#call((rpc) => rpc.keepMedia(attachment));
  }
  importStep(step: ImportStep): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.importStep(step));
  }
  importKeep(how: { leaveWrong: boolean }): Promise<Answer<OpPayload<'import.apply'>>> {
    return this.#call((rpc) => rpc.importKeep(how));
  }
  changeOverlay(change: OverlayChange): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.changeOverlay(change));
  }
  backUp(): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.backUp());
  }
  verifyBackup(name: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.verifyBackup(name));
  }
  restoreBackup(name: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.restoreBackup(name));
  }
  exportContacts(ask: ContactExport): Promise<Answer<ExportedContact[]>> {
    return this.#call((rpc) => rpc.exportContacts(ask));
  }
  maskAgain(caseId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.maskAgain(caseId));
  }
  acknowledge(alarmId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.acknowledge(alarmId));
  }
  hush(): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.hush());
  }
  joinChannels(channelIds: string[]): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.joinChannels(channelIds));
  }
  overrule(channelId: string): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.overrule(channelId));
  }
  offerEar(offers: boolean): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.offerEar(offers));
  }
  signIn(credentials: SignIn): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.signIn(credentials));
  }
  signOut(): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.signOut());
  }

  /**
   * Asks for the floor now or not at all: null when no station answers. It is never asked again on the next port: by then the
   * key may have been let go.
   */
  async talk(talk: Talk): Promise<Answer<null> | null> {
    if (!this.#rpc) return null;
    return this.#rpc.talk(talk).catch((error: unknown) => {
      if (error instanceof StationLost) return null;
      throw error;
    });
  }

  /** The key to talk, pressed or let go in a window without microphone: the ear hears of it. Lost without a station. */
  talkKey(down: boolean, emergency: boolean): void {
    this.#rpc?.talkKey(down, emergency).catch(() => undefined);
  }

  /** A frame of this operator's voice. Without a station it is lost, as on any radio. */
  sendVoice(frame: Uint8Array): void {
    const message: VoiceMessage = { t: 'voice', frame };
    this.#port?.postMessage(message);
  }
  videoAsk(ask: VideoAsk): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoAsk(ask));
  }
  videoOver(over: { sessionId: string; cause: LinkCause }): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoOver(over));
  }
  videoSignal(signal: VideoSignal): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoSignal(signal));
  }
  videoServers(): Promise<Answer<IceServer[]>> {
    return this.#call((rpc) => rpc.videoServers());
  }
  videoTurn(turn: VideoTurn): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoTurn(turn));
  }
  videoShow(target: VideoTarget): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoShow(target));
  }
  videoReady(): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoReady());
  }
  videoKeep(desk: VideoDesk): Promise<Answer<null>> {
    return this.#call((rpc) => rpc.videoKeep(desk));
  }

  /** The window has drawn a fleet tick and takes the next. Lost with its port: the next port starts afresh. */
  fleetNext(): void {
    this.#rpc?.fleetNext().catch(() => undefined);
  }

  /** Holds topics until the returned function is called; the station is told once per turn. */
  watch(topics: readonly Topic[]): () => void {
    for (const topic of topics) this.#watched.set(topic, (this.#watched.get(topic) ?? 0) + 1);
    this.#queueWatch();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const topic of topics) {
        const left = (this.#watched.get(topic) ?? 1) - 1;
        if (left > 0) this.#watched.set(topic, left);
        else this.#watched.delete(topic);
      }
      this.#queueWatch();
    };
  }

  async #call<T>(ask: (rpc: Rpc) => Promise<T>): Promise<T> {
    for (;;) {
      const rpc = this.#rpc;
      if (!rpc) {
        await new Promise<void>((wake) => this.#waiters.push(wake));
        continue;
      }
      try {
        return await ask(rpc);
      } catch (error) {
        if (!(error instanceof StationLost)) throw error;
      }
    }
  }

  #queueWatch(): void {
    if (this.#watchQueued) return;
    this.#watchQueued = true;
    queueMicrotask(() => {
      this.#watchQueued = false;
      this.#sendWatch();
    });
  }
  #sendWatch(): void {
    this.#rpc?.watch([...this.#watched.keys()]).catch(() => undefined);
  }

  #startHeartbeat(): void {
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_EVERY);
  }
  #beat(): void {
    const now = performance.now();
    if (this.#unanswered !== null) {
      if (now - this.#unanswered >= SILENT_AFTER) this.#setState('silent');
      return;
    }
    const rpc = this.#rpc;
    this.#unanswered = now;
    rpc?.read('status', {}).then(
      () => {
        if (this.#rpc !== rpc) return;
        this.#unanswered = null;
        this.#setState('ready');
      },
      () => undefined,
    );
  }

  #lose(): void {
    this.#drop();
    this.#setState('lost');
  }
  #drop(): void {
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
    this.#unanswered = null;
    const rpc = this.#rpc;
    this.#rpc = null;
    void rpc?.$rejectPendingCalls(({ reject }) => reject(new StationLost()));
    rpc?.$close();
    this.#port?.close();
    this.#port = null;
  }
  #setState(state: StationState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.onState.emit(state);
  }
}
