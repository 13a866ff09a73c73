import type { VideoEvent } from '#shared/contract/video.ts';
import {
  IDLE_LINK,
  isGoing,
  type LinkCause,
  type LinkEffect,
  type LinkInput,
  type LinkState,
  stepLink,
} from '#shared/domain/videoLink.ts';
import type { IceServer, Stream, VideoSignal } from '#shared/protocol/video.ts';
import { borrowPicture } from './lending.ts';
import type { Media, MediaFigures } from './media.ts';
import { openStream } from './openStream.ts';
import { receivePicture } from './webrtc.ts';

/** What a player asks of the page around it. */
export interface PlayerWorld {
  /** the centre's clock, ms since the epoch */
  now(): number;
  newId(): string;
  /** asks the worker; how it goes comes back by `hear` */
  ask(sessionId: string): void;
  over(sessionId: string, cause: LinkCause): void;
  signal(signal: VideoSignal): void;
  /** the centre's STUN and TURN servers */
  servers(): Promise<IceServer[]>;
  changed(state: LinkState): void;
}

const TICK_MS = 250;
/** px of the longer side of the picture that stays when a link is over */
const MOST_STILL = 640;

/** One link in one host element: the machine of `videoLink`, its clock, its media, and the last picture it showed. */
export class LinkPlayer {
  readonly #host: HTMLElement;
  readonly #world: PlayerWorld;
  readonly #still = document.createElement('canvas');
  #state: LinkState = IDLE_LINK;
  #streams: readonly Stream[] = [];
  /** the picture is one that another window lends, by this key */
  #lentKey: string | null = null;
  /** which of the streams is tried */
  #choice = 0;
  #media: Media | null = null;
  /** grows with every opened stream: what an older one still says is not heard */
  #opened = 0;
  #signals: VideoSignal[] = [];
  #hearSignal: ((signal: VideoSignal) => void) | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #hearing = { loudness: 0, speakerId: '' };

  constructor(host: HTMLElement, world: PlayerWorld) {
    this.#host = host;
    this.#world = world;
    this.#still.hidden = true;
    this.#still.dataset.still = '';
    host.append(this.#still);
  }

  get state(): LinkState {
    return this.#state;
  }
  /** the moving picture, or the last one; null when nothing was ever shown */
  get picture(): HTMLVideoElement | HTMLCanvasElement | null {
    return this.#media?.picture ?? (this.#still.hidden ? null : this.#still);
  }
  /** what moves, to be lent to another window; null while nothing does */
  get stream(): MediaStream | null {
    const picture = this.#media?.picture;
    if (!picture) return null;
    if (picture instanceof HTMLVideoElement && picture.srcObject instanceof MediaStream) return picture.srcObject;
    return captured(picture);
  }
  /** whether there is a sound to be heard, as far as it has come */
  get sounds(): boolean {
    const picture = this.#media?.picture;
    return picture instanceof HTMLVideoElement && hasSound(picture);
  }
  /**
   * How loud it is, 0…1, and where: the id of a loudspeaker, '' for the system's own. Kept for what is opened later. A loudspeaker
   * that is gone is no reason for silence: the system's own is used.
   */
  hearAt(loudness: number, speakerId: string): void {
    this.#hearing = { loudness, speakerId };
    this.#applySound();
  }
  figures(): Promise<MediaFigures> | null {
    return this.#media?.figures() ?? null;
  }

  /** Opens a source's streams, the first that plays. */
  open(streams: readonly Stream[]): void {
    this.#begin(false, streams);
  }
  /** Asks a worker. */
  ask(): void {
    this.#begin(true, []);
  }
  /** Shows what another window of this desk lends. */
  borrow(key: string): void {
    this.#lentKey = key;
    this.#start(false, 1);
  }
  close(): void {
    this.#step({ kind: 'close' });
  }

  /** What the station says of a session; of another than this one it changes nothing. */
  hear(event: VideoEvent): void {
    if (event.kind === 'signal') return this.#takeSignal(event.signal);
    if (event.kind === 'show' || !isGoing(this.#state) || this.#state.sessionId !== event.sessionId) return;
    const { sessionId } = event;
    if (event.kind === 'accepted') {
      this.#streams = event.streams;
      this.#step({ kind: 'accepted', sessionId });
    } else if (event.kind === 'ringing') this.#step({ kind: 'rang', sessionId });
    else this.#step({ kind: event.kind, sessionId, cause: event.cause, note: event.note });
  }

  /** Ends everything, for a tile that goes away. */
  destroy(): void {
    this.close();
    this.#stopClock();
    this.#still.remove();
  }

  #begin(asks: boolean, streams: readonly Stream[]): void {
    this.#streams = streams;
    this.#choice = 0;
    this.#lentKey = null;
    this.#start(asks, streams.length);
  }
  #start(asks: boolean, streams: number): void {
    this.#step({ kind: 'start', sessionId: this.#world.newId(), asks, streams });
  }

  #step(input: LinkInput): void {
    const before = this.#state;
    const { state, effects } = stepLink(before, input, this.#world.now());
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    if (isGoing(state)) this.#timer ??= setInterval(() => this.#step({ kind: 'tick' }), TICK_MS);
    else this.#stopClock();
    if (state !== before) this.#world.changed(state);
  }

  #run(effect: LinkEffect): void {
    if (effect.kind === 'invite') {
      this.#signals = [];
      this.#world.ask(effect.sessionId);
    } else if (effect.kind === 'open') this.#open(effect.sessionId);
    else if (effect.kind === 'close') this.#shut();
    else this.#world.over(effect.sessionId, effect.cause);
  }

  #open(sessionId: string): void {
    this.#opened += 1;
    const mine = this.#opened;
    const say = (input: LinkInput): void => {
      if (mine === this.#opened) this.#step(input);
    };
    const failed = (kind: 'stalled' | 'broken', cause: LinkCause): void => {
      if (mine !== this.#opened) return;
      if (this.#state.name === 'connecting' && this.#choice + 1 < this.#streams.length) return this.#next(sessionId);
      this.#step({ kind, sessionId, cause });
    };
    const world = {
      host: this.#host,
      now: () => this.#world.now(),
      servers: () => this.#world.servers(),
      events: {
        playing: () => {
          if (mine === this.#opened) this.#still.hidden = true;
          say({ kind: 'playing', sessionId });
        },
        stalled: (cause: LinkCause) => failed('stalled', cause),
        broken: (cause: LinkCause) => failed('broken', cause),
      },
    };
    const stream = this.#streams[this.#choice];
    const again = this.#state.name === 'reconnecting';
    if (this.#lentKey !== null) this.#media = borrowPicture(this.#lentKey, world);
    else if (stream) this.#media = openStream(stream, world);
    else this.#media = receivePicture(this.#signalsOf(sessionId), again, world);
    this.#applySound();
  }

  #applySound(): void {
    const picture = this.#media?.picture;
    if (!(picture instanceof HTMLVideoElement)) return;
    const { loudness, speakerId } = this.#hearing;
    picture.muted = loudness === 0;
    picture.volume = loudness;
    if (picture.sinkId !== speakerId) picture.setSinkId(speakerId).catch(() => undefined);
  }

  /** The first streams did not open: the next one may. */
  #next(sessionId: string): void {
    this.#shut();
    this.#choice += 1;
    this.#open(sessionId);
  }

  #signalsOf(sessionId: string) {
    return {
      send: (signal: Omit<VideoSignal, 'sessionId'>) => this.#world.signal({ ...signal, sessionId }),
      listen: (hear: (signal: VideoSignal) => void) => {
        this.#hearSignal = hear;
        for (const signal of this.#signals.splice(0)) hear(signal);
      },
    };
  }

  #takeSignal(signal: VideoSignal): void {
    if (!isGoing(this.#state) || this.#state.sessionId !== signal.sessionId) return;
    if (this.#hearSignal) this.#hearSignal(signal);
    else this.#signals.push(signal);
  }

  #shut(): void {
    this.#opened += 1;
    this.#hearSignal = null;
    const media = this.#media;
    this.#media = null;
    if (!media) return;
    this.#keepStill(media.picture);
    media.close();
  }

  #keepStill(picture: HTMLVideoElement | HTMLCanvasElement): void {
    const video = picture instanceof HTMLVideoElement;
    const [width, height] = video ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
    if (width === 0 || height === 0 || (video && picture.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)) return;
    const scale = Math.min(1, MOST_STILL / Math.max(width, height));
    this.#still.width = Math.round(width * scale);
    this.#still.height = Math.round(height * scale);
    this.#still.getContext('2d')?.drawImage(picture, 0, 0, this.#still.width, this.#still.height);
    this.#still.hidden = false;
  }

  #stopClock(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}

/** TypeScript's DOM library knows it of a canvas only. */
function captured(
  picture: (HTMLVideoElement & { captureStream?: () => MediaStream }) | HTMLCanvasElement,
): MediaStream | null {
  return picture.captureStream?.() ?? null;
}

/** Chromium's count of decoded sound; TypeScript's DOM library does not know it. A peer's sound is a track. */
function hasSound(video: HTMLVideoElement & { webkitAudioDecodedByteCount?: number }): boolean {
  if (video.srcObject instanceof MediaStream) return video.srcObject.getAudioTracks().length > 0;
  return (video.webkitAudioDecodedByteCount ?? 0) > 0;
}
