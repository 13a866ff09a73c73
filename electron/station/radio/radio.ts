import { v7 as uuidv7 } from 'uuid';
import type { RadioView, Talk as AskedTalk } from '#shared/contract/radio.ts';
import type { Answer } from '#shared/contract/station.ts';
import { CONSOLE_TO_GATEWAY } from '#shared/protocol/console.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { decodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import type { RadioEnd } from '../link/centreLink.ts';
import type { FloorNews } from '../link/centreEvents.ts';
import { no, yes } from '../serve/answers.ts';
import type { Window } from '../serve/windows.ts';
import { Channels } from './channels.ts';
import { Ear } from './ear.ts';
import { Joining } from './joining.ts';
import { MyFloors } from './myFloors.ts';
import type { RadioWorld } from './radioWorld.ts';
import { type Talk, Talks } from './talks.ts';
import { mayTalk, radioView } from './view.ts';
import { VoiceCalls } from './voiceCalls.ts';

/**
 * The intercom of this desk: which channels are heard, whose floors are asked for, which window is the ear, and what goes
 * between the two. Sound passes through and touches no database here.
 */
export class Radio implements RadioEnd {
  /** whom the centre wants called */
  readonly voiceCalls: VoiceCalls;
  readonly #world: RadioWorld;
  readonly #channels: Channels;
  readonly #joining: Joining;
  readonly #talks: Talks;
  readonly #floors: MyFloors;
  readonly #ear: Ear;
  /** frames of windows since the last talk: of one that is not the ear, unreadable, or without a floor */
  #dropped = 0;

  constructor(world: RadioWorld) {
    this.#world = world;
    const { cache, meta, log, session, link, monotonic, now, random, writeFailed } = world;
    this.#channels = new Channels(cache);
    this.voiceCalls = new VoiceCalls({
      monotonic,
      serverNow: () => link.serverNow(),
      nameOf: (id) => cache.stores.records.worker(id)?.name ?? id,
      titleOf: (id) => cache.stores.records.command(id)?.shown.title ?? '',
    });
    this.#joining = new Joining({
      ...{ meta, log, channels: this.#channels, writeFailed },
      user: () => session.user,
      isLinked: () => link.connection !== null,
      ask: (event, payload) => link.ask(event, payload),
      running: (talks) => this.#running(talks),
    });
    this.#ear = new Ear((before) => this.#earMoved(before));
    const indexOf = (id: string): number => this.#channels.get(id)?.index ?? 0;
    this.#talks = new Talks({
      serverNow: () => link.serverNow(),
      newId: uuidv7,
      indexOf,
      began: (talk) => this.#began(talk),
      ended: (talk, whole) => this.#ended(talk, whole),
    });
    this.#floors = new MyFloors({
      request: (channelId, emergency) =>
        link.ask('floor:request', emergency ? { channelId, emergency } : { channelId }),
      release: (channelId) => this.#say('floor:release', { channelId }),
      steady: monotonic,
      now,
      newStream: () => Math.floor(random() * 2 ** 32),
      indexOf,
      ear: (event) => this.#ear.tell(event),
      granted: (event) => this.#granted(event),
      lost: (channelId) => {
        if (this.#talks.on(channelId)?.mine) this.#talks.idle(channelId);
      },
      changed: () => world.changed(['radio']),
    });
  }

  view(window: Window | null): RadioView {
    const { session, link, monotonic } = this.#world;
    const offset = link.serverNow() - monotonic();
    return radioView(
      {
        user: session.user,
        online: link.connection !== null,
        channels: this.#channels.list(),
        joined: this.#joining.channels,
        talkOn: (id) => (link.connection === null ? null : this.#talks.on(id)),
        heardAt: (id) => this.#talks.heardAt(id),
        mine: (id) => this.#floors.get(id),
        toCentre: (steady) => Math.round(steady + offset),
      },
      window !== null && this.#ear.window === window,
    );
  }

  // What windows ask for.

  talk(window: Window, { channelIds, emergency }: AskedTalk): Answer<null> {
    const { session, link } = this.#world;
    const { user } = session;
    if (!user) return no('unauthorized', 'signed-out');
    if (!mayTalk(user)) return no('forbidden', 'role-missing');
    if (link.connection === null) return no('unavailable', 'radio-alone');
    if (this.#ear.window === null) return no('unavailable', 'radio-no-ear');
    const wanted = [...new Set(channelIds)];
    if (wanted.some((id) => this.#channels.get(id) === null)) return no('not-found', 'channel-unknown');
    const heard = this.#joining.channels;
    const unheard = wanted.filter((id) => !heard.has(id));
    if (unheard.length > 0) this.#choose(user, [...heard, ...unheard]);
    for (const id of wanted) this.#floors.ask(id, emergency, window);
    return yes(null);
  }

  hush(): Answer<null> {
    this.#floors.letGo();
    return yes(null);
  }

  /** A key in another window than the ear. */
  talkKey(down: boolean, emergency: boolean): Answer<null> {
    if (this.#ear.window === null) return no('unavailable', 'radio-no-ear');
    this.#ear.window.talkKey(down, emergency);
    return yes(null);
  }

  /** A global key says only that it was pressed: once to talk, once more to end. */
  toggleTalk(): void {
    this.#ear.window?.talkKey(!this.#floors.any, false);
  }

  joinChannels(channelIds: readonly string[]): Answer<null> {
    const { user } = this.#world.session;
    if (!user) return no('unauthorized', 'signed-out');
    if (channelIds.some((id) => this.#channels.get(id) === null)) return no('not-found', 'channel-unknown');
    this.#choose(user, channelIds);
    return yes(null);
  }

  async overrule(channelId: string): Promise<Answer<null>> {
    const { session, link } = this.#world;
    if (!session.user) return no('unauthorized', 'signed-out');
    if (!mayTalk(session.user)) return no('forbidden', 'role-missing');
    try {
      const ack = CONSOLE_TO_GATEWAY['floor:overrule'].ack.parse(await link.ask('floor:overrule', { channelId }));
      return ack.ok ? yes(null) : no(ack.code, ack.code, ack.message);
    } catch {
      return no('unavailable', 'radio-alone');
    }
  }

  offerEar(window: Window, offers: boolean): Answer<null> {
    this.#ear.offer(window, offers);
    return yes(null);
  }

  closed(window: Window): void {
    // First the ear: what ends with the window is told to the next, not to the one that is gone.
    this.#ear.offer(window, false);
    this.#floors.letGo(window);
  }

  /** A frame of a window: sent on when it is the ear's and a floor is held for it. */
  voiceOf(window: Window, frame: Uint8Array): void {
    const read = this.#ear.window === window ? decodeVoiceFrame(frame) : null;
    const channelId = read && this.#floors.speaks(read.header);
    const talk = channelId === null ? null : this.#talks.on(channelId);
    if (talk === null) {
      this.#dropped += 1;
      return;
    }
    this.#world.link.voice(frame);
    this.#record(talk, frame);
  }

  // What the centre says.

  up(): void {
    this.#joining.up();
  }

  down(): void {
    this.#floors.lineLost();
    this.#talks.cutOff();
    this.#world.changed(['radio']);
  }

  /** Changes were applied, or somebody signed in or out. */
  channelsChanged(): void {
    this.#channels.stale();
    if (!this.#world.session.user) {
      this.#floors.letGo();
      this.#talks.cutOff();
      this.#talks.endUnseen();
      this.voiceCalls.forget();
    }
    this.#joining.changed();
    this.#world.changed(['radio']);
  }

  floor(news: FloorNews, event: FloorEvent): void {
    const { channelId } = event;
    if (news === 'taken' || news === 'idle') this.#joining.heardOf(channelId);
    if (news === 'taken') {
      if (this.#isMine(event)) return;
      this.#floors.passed(channelId, 'preempted');
      this.#talks.taken(event, false);
    } else if (news === 'idle') {
      this.#floors.passed(channelId, 'vanished');
      if (this.#talks.on(channelId)?.mine !== true) this.#talks.idle(channelId);
    } else this.#floors.heard(news, event);
    this.#world.changed(['radio']);
  }

  callAsked(command: Parameters<VoiceCalls['asked']>[0]): void {
    this.voiceCalls.asked(command);
    this.#world.changed(['radio']);
  }

  voice(frame: Uint8Array): void {
    const read = decodeVoiceFrame(frame);
    const talk = read && this.#talks.of(read.header);
    if (!talk || talk.mine || !this.#joining.channels.has(talk.channelId)) return;
    this.#ear.window?.voice(frame);
    this.#record(talk, frame);
  }

  stop(): void {
    this.#floors.letGo();
    this.#floors.stop();
  }

  #record(talk: Talk, frame: Uint8Array): void {
    const channel = this.#channels.get(talk.channelId);
    if (channel) this.#world.recorder.heard(talk, channel, frame);
  }

  #choose(user: User, channelIds: readonly string[]): void {
    this.#joining.choose(user, channelIds);
    this.#world.changed(['radio']);
  }

  /** Late entry: who talks already. What ran before the line was lost and is not named ended meanwhile. */
  #running(talks: readonly FloorEvent[] | null): void {
    for (const event of talks ?? []) if (!this.#isMine(event)) this.#talks.taken(event, false);
    this.#talks.endUnseen();
    this.#world.changed(['radio']);
  }

  #isMine({ channelId, streamId }: FloorEvent): boolean {
    const held = this.#floors.get(channelId);
    return held !== null && held.streamId !== null && held.streamId === streamId;
  }

  #granted(event: FloorEvent): void {
    const { user } = this.#world.session;
    if (!user) return;
    this.#talks.taken({ ...event, talker: { id: user.id, name: user.name, kind: 'operator' } }, true);
  }

  #began({ mine, channelId, channelIndex, streamId, talker }: Talk): void {
    if (mine || channelIndex === null || streamId === null) return;
    this.#ear.tell({ kind: 'taken', channelId, channelIndex, streamId, talkerId: talker.id });
  }

  #ended(talk: Talk, whole: boolean): void {
    if (talk.mine && this.#dropped > 0) {
      this.#world.log.info({ frames: this.#dropped }, 'voice of windows was dropped');
      this.#dropped = 0;
    }
    if (!talk.mine) this.#ear.tell({ kind: 'idle', channelId: talk.channelId });
    this.#world.recorder.ended(talk, whole);
  }

  /** The microphone is gone with its window; the next hears who talks. */
  #earMoved(before: Window | null): void {
    if (before) this.#floors.letGo();
    for (const { id } of this.#channels.list()) {
      const talk = this.#talks.on(id);
      if (talk) this.#began(talk);
    }
    this.#world.changed(['radio']);
  }

  /** Says something that needs no answer. */
  #say(event: string, payload: unknown): void {
    this.#world.link.ask(event, payload).catch((error: unknown) => {
      this.#world.log.info({ err: error, event }, 'the centre did not answer');
    });
  }
}
