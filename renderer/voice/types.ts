import type { ChannelMix } from '#shared/voice/mix.ts';
import type { Announced } from '#shared/voice/player.ts';

/** What the voice engine takes and gives. No React, no station: the desk and the terminal in the browser use the same. */

export type { ChannelMix };

/** One floor that is held: what the frames of this talk carry. */
export interface Grant {
  channelIndex: number;
  streamId: number;
}

/** Somebody talks: which voice is theirs, and how it comes. Two voices of one talker (simulselect) are heard once. */
export interface Talk extends Announced {
  channelIndex: number;
}

export interface VoiceSettings {
  /** null: the system's own */
  microphoneId: string | null;
  /** null: the system's own */
  speakerId: string | null;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
  /** ms the microphone stays open after a talk, so that the next begins without opening it; 0: closed at once */
  warmMs: number;
}

export interface VoiceDevice {
  id: string;
  /** empty until the microphone was allowed once: browsers do not tell before */
  name: string;
}
export interface VoiceDevices {
  microphones: VoiceDevice[];
  speakers: VoiceDevice[];
  /** false where the browser cannot choose where sound comes out */
  canChooseSpeaker: boolean;
}

/** The microphone is only open for a reason; `opening`: for a floor that is asked for. */
export type MicrophoneUse = 'closed' | 'opening' | 'talking' | 'kept-warm';

/** Loudness, 0…1 (peak of the last 50 ms). */
export interface Levels {
  /** null while the microphone is closed */
  microphone: number | null;
  microphoneUse: MicrophoneUse;
  /** by channelIndex, of the channels that are heard now */
  channels: ReadonlyMap<number, number>;
}

export type Trouble =
  /** the user or the policy refuses it */
  | 'microphone-denied'
  /** there is none */
  | 'microphone-missing'
  /** it is there and cannot be opened: another program has it */
  | 'microphone-broken'
  /** the chosen one is gone: the system's own is used */
  | 'microphone-gone'
  | 'speaker-gone'
  /** it is open and gives nothing but zeros: muted in hardware or by the system */
  | 'microphone-silent'
  /** browsers give sound and microphone to encrypted pages only */
  | 'not-secure'
  /** this browser has no Opus, or it broke */
  | 'no-codec'
  /** the browser makes no sound before the page was touched: call `wake` from a touch */
  | 'sound-blocked';

export type Beep = 'granted' | 'denied' | 'queued' | 'revoked' | 'warned' | 'ended';

export interface VoiceStats {
  /** 20 ms blocks that were heard as sent */
  played: number;
  /** blocks made up because theirs was lost or late */
  concealed: number;
  /** blocks that came after their turn */
  late: number;
  duplicate: number;
  /** frames that were no Opus */
  broken: number;
  /** ms the jitter buffer holds back, the largest of the voices that are heard */
  targetMs: number;
  /** frames given to `send` */
  sent: number;
  /** voices heard now */
  voices: number;
}

export interface VoiceOptions {
  /** Gives a frame to the wire; called on the page's thread every 20 ms for each grant. */
  send: (frame: Uint8Array) => void;
  settings: VoiceSettings;
  onLevels?: (levels: Levels) => void;
  onDevices?: (devices: VoiceDevices) => void;
  onTrouble?: (trouble: Trouble) => void;
}

export interface Voice {
  /** The key went down: opens the microphone while the floor is asked for. Without a `start` it closes again after 5 s. */
  prepare(): void;
  /**
   * Talks on these floors from now on; called again with another list, talks go on for those that stay in it. Each voice
   * begins at sequence 0.
   */
  start(grants: readonly Grant[]): void;
  /** Ends the talk. Resolves when its last frame was given to `send`: give the floor back then. */
  stop(): Promise<void>;
  /** A frame from the wire; what is no voice frame is passed over. */
  take(frame: Uint8Array): void;
  announce(talk: Talk): void;
  /** A talk is over, by the centre's word: nothing is made up for what does not come any more. */
  ended(channelIndex: number): void;
  setChannel(channelIndex: number, mix: Partial<ChannelMix>): void;
  /** Changes devices and processing at once, in a running talk too. */
  set(settings: Partial<VoiceSettings>): Promise<void>;
  listDevices(): Promise<VoiceDevices>;
  beep(beep: Beep): void;
  /** To be called from a touch or key: browsers make no sound before. */
  wake(): Promise<void>;
  stats(): VoiceStats;
  /** Lets go of microphone, loudspeaker and decoders. */
  close(): Promise<void>;
}
