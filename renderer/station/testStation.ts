import { createBirpc } from 'birpc';
import type { FeedName, Topic } from '#shared/contract/feeds.ts';
import type { ImportStep } from '#shared/contract/importViews.ts';
import type { OverlayChange } from '#shared/contract/overlays.ts';
import { isVoiceMessage, type Talk, type VoiceMessage } from '#shared/contract/radio.ts';
import type { Act, FloorForEar, WindowFunctions } from '#shared/contract/station.ts';
import type { StationStatus } from '#shared/contract/views.ts';

/** For tests: a status of a desk that is signed in and online. */
export function statusForTest(change: Partial<StationStatus> = {}): StationStatus {
  return {
    session: { state: 'signed-in', user: { id: 'lead', name: '周敏', roles: ['shift-lead'], areas: [] } },
    link: { state: 'online', since: 1_700_000_000_000, reason: null, attempt: 0 },
    sync: { state: 'live', entity: null, rows: 0, total: null },
    outbox: { waiting: 0, conflicts: 0, refused: 0, oldestAt: null, drain: null },
    dataAsOf: 1_700_000_000_000,
    clockOffset: 0,
    unread: 0,
    vault: 'keychain',
    centre: { name: '粤海街道管理运营中心', gateway: 'http://127.0.0.1:1', demo: true },
    fleet: { known: 0, online: 0, onDuty: 0 },
    alarms: 0,
    care: { running: null, last: null },
    salvaged: null,
    trouble: null,
    ...change,
  };
}

/**
 * For tests: the other end of a real MessageChannel, speaking the contract as the station does. `answers` gives each
 * feed's value (a function of its input); a feed without one never answers.
 */
export class TestStation {
  readonly windowPort: MessagePort;
  readonly #port: MessagePort;
  readonly #rpc;
  readonly reads: { name: FeedName; input: unknown }[] = [];
  readonly acts: Act[] = [];
  readonly watches: Topic[][] = [];
  readonly talks: Talk[] = [];
  readonly joins: string[][] = [];
  readonly ears: boolean[] = [];
  readonly talkKeys: boolean[] = [];
  readonly voices: Uint8Array[] = [];
  readonly importSteps: ImportStep[] = [];
  readonly overlayChanges: OverlayChange[] = [];
  hushes = 0;
  readonly answers: Partial<Record<FeedName, (input: unknown) => unknown>>;
  /** answers of `act` wait for this one */
  holdActs: Promise<void> | null = null;
  /** set to have every act refused with this reason */
  refuseActs: string | null = null;

  constructor(answers: Partial<Record<FeedName, (input: unknown) => unknown>> = {}) {
    this.answers = { status: () => statusForTest(), ...answers };
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.windowPort = port2;
    this.#rpc = createBirpc<WindowFunctions>(this.#functions(), {
      post: (data) => port1.postMessage(data),
      on: (receive) => {
        port1.onmessage = (event: MessageEvent<unknown>) => {
          if (isVoiceMessage(event.data)) this.voices.push(event.data.frame);
          else receive(event.data);
        };
      },
    });
  }

  #functions() {
    const ok = (value: unknown) => ({ ok: true, value });
    return {
      read: async (name: FeedName, input: unknown) => {
        this.reads.push({ name, input });
        const answer = this.answers[name];
        return answer ? ok(await answer(input)) : new Promise(() => undefined);
      },
      act: async (act: Act) => {
        this.acts.push(act);
        await this.holdActs;
        if (this.refuseActs !== null) return { ok: false, code: 'forbidden', reason: this.refuseActs, message: '' };
        return ok({ id: act.id, undoUntil: Date.now() + 5000 });
      },
      watch: (topics: Topic[]) => {
        this.watches.push(topics);
        return ok(null);
      },
      undo: () => ok(null),
      sendNow: () => ok(null),
      talk: (talk: Talk) => {
        this.talks.push(talk);
        return ok(null);
      },
      hush: () => {
        this.hushes += 1;
        return ok(null);
      },
      joinChannels: (ids: string[]) => {
        this.joins.push(ids);
        return ok(null);
      },
      talkKey: (down: boolean) => {
        this.talkKeys.push(down);
        return ok(null);
      },
      changeOverlay: (change: OverlayChange) => {
        this.overlayChanges.push(change);
        return ok(null);
      },
      importStep: (step: ImportStep) => {
        this.importSteps.push(step);
        return ok(null);
      },
      importKeep: () => ok({ kind: 'component', fileName: 'a.csv', file: {}, rows: 1 }),
      offerEar: (offers: boolean) => {
        this.ears.push(offers);
        return ok(null);
      },
      signIn: ({ password }: { password: string }) =>
        password === 'right' ? ok(null) : { ok: false, code: 'unauthorized', reason: 'unauthorized', message: '' },
      fleetNext: () => undefined,
    };
  }

  changed(topics: Topic[]): void {
    void this.#rpc.changed.asEvent(topics);
  }
  status(status: StationStatus): void {
    void this.#rpc.status.asEvent(status);
  }
  floor(event: FloorForEar): void {
    void this.#rpc.floor.asEvent(event);
  }
  talkKey(down: boolean, emergency: boolean): void {
    void this.#rpc.talkKey.asEvent(down, emergency);
  }
  voice(frame: Uint8Array): void {
    const message: VoiceMessage = { t: 'voice', frame };
    this.#port.postMessage(message);
  }
  tick(buffer: ArrayBuffer): void {
    this.#port.postMessage(buffer, [buffer]);
  }
  /** The station's process ends: its port closes without a word. */
  die(): void {
    this.#port.close();
  }
}
