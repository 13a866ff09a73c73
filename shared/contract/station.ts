import { z } from 'zod';
import type { MediaRef } from '../domain/case.ts';
import type { FloorReason } from '../domain/floor.ts';
import type { LinkCause } from '../domain/videoLink.ts';
import { codeSchema, idSchema } from '../protocol/common.ts';
import type { IceServer, VideoSignal } from '../protocol/video.ts';
import type { ExportedContact } from '../protocol/console.ts';
import { OP_KINDS, OP_PAYLOADS, type OpKind, type OpPayload } from '../protocol/ops.ts';
import type { Attachment } from './attachments.ts';
import type { FeedInput, FeedName, FeedOutput, Topic } from './feeds.ts';
import type { ImportStep } from './importViews.ts';
import type { Talk } from './radio.ts';
import type { OverlayChange } from './overlays.ts';
import type { VideoAsk, VideoDesk, VideoEvent, VideoTarget, VideoTurn } from './video.ts';
import type { Alarm } from './alarmViews.ts';
import type { StationStatus } from './views.ts';

/**
 * The station's contract with a window, spoken by birpc over one MessagePort; fleet ticks travel beside it on the
 * same port as bare ArrayBuffers (`fleetTick.ts`). No answer ever waits for the network but `signIn`, `media.get`,
 * `audit.list`, `positions.dropped`, `overlay.tile`, `exportContacts` and `videoTurn`; `dispatch.workers` waits 0.4 s at most.
 */

/** A refused call, in words for the operator. `reason` is a message key, `message` the gateway's own words if any. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string; reason: string; message: string };

export const actSchema = z.object({
  /** UUIDv7 made by the window: the same id again is the same action */
  id: idSchema,
  kind: z.enum(OP_KINDS),
  entityId: z.string().max(100).optional(),
  baseVersion: z.number().int().min(0).optional(),
  payload: z.unknown(),
});
export interface Act<K extends OpKind = OpKind> {
  id: string;
  kind: K;
  entityId?: string;
  baseVersion?: number;
  payload: OpPayload<K>;
}
/** The action is on disk; until `undoUntil` it can be taken back. */
export interface ActReceipt {
  id: string;
  undoUntil: number | null;
}

export const signInSchema = z.object({ username: codeSchema, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;

export const contactExportSchema = OP_PAYLOADS['contact.export'].extend({ id: idSchema });
export type ContactExport = z.infer<typeof contactExportSchema>;

export interface StationFunctions {
  read<K extends FeedName>(name: K, input: FeedInput<K>): Promise<Answer<FeedOutput<K>>>;
  act(act: Act): Promise<Answer<ActReceipt>>;
  /** Takes an action back before it has left, within the undo pause or later; refused once it has left. */
  undo(opId: string): Promise<Answer<null>>;
  /** Ends the pause before the next try of a waiting action. */
  sendNow(opId: string): Promise<Answer<null>>;
  /** Removes a refused or conflicting action from the outbox after the operator has seen it. */
  dismiss(opId: string): Promise<Answer<null>>;
  /**
   * Sends a refused or conflicting action again on top of the case as it is now. What was set aside with it (`depends`) comes
   * back behind it, in order; what the operator no longer wants of that is dismissed before, or withdrawn after.
   */
  retry(opId: string): Promise<Answer<null>>;
  /**
   * The same with another payload. A contact that comes back as it was shown, masked, means the one that was typed; the id of a
   * new case or command stays.
   */
  amend(amendment: { opId: string; payload: unknown }): Promise<Answer<null>>;
  /**
   * Keeps a photo or voice note that an action shall name. On disk when it answers, with the reference to write into the payload;
   * it reaches the centre before the action does. Refused as `too-large` or `not-media`.
   */
  keepMedia(attachment: Attachment): Promise<Answer<MediaRef>>;
  /** One thing done to the file to import that lies open at this desk; how it then stands is the feed `import.draft`. */
  importStep(step: ImportStep): Promise<Answer<null>>;
  /**
   * Keeps the rows of the open file for the action `import.apply`, whose payload it answers; they reach the centre before it does. Refused as
   * `import-wrong` while a row is wrong, unless such rows are left out, and as `import-unready` while there is nothing to send.
   */
  importKeep(how: { leaveWrong: boolean }): Promise<Answer<OpPayload<'import.apply'>>>;
  /** Sets an overlay of this workstation up, removes it, or has it read now; how it fares stands in the feed `overlay.list`. Desks only. */
  changeOverlay(change: OverlayChange): Promise<Answer<null>>;
  acknowledge(alarmId: string): Promise<Answer<null>>;
  /** Asks for the floor. Answers at once; how it goes stands in the feed `radio`, and comes by `floor`. */
  talk(talk: Talk): Promise<Answer<null>>;
  /** Gives back every floor this desk holds or waits for. */
  hush(): Promise<Answer<null>>;
  /** The channels whose voice this operator hears, all of them at once; kept for the next sign-in. */
  joinChannels(channelIds: string[]): Promise<Answer<null>>;
  /** The key to talk was pressed or let go in this window: passed on to the ear, which knows what is selected. */
  talkKey(down: boolean, emergency: boolean): Promise<Answer<null>>;
  /** Ends whoever talks on a channel. */
  overrule(channelId: string): Promise<Answer<null>>;
  /** This window has microphone and loudspeakers, or no longer: the station chooses one of those that have. */
  offerEar(offers: boolean): Promise<Answer<null>>;
  /** Asks a worker for video. Answers at once; how it goes comes by `video`. The session ends with this window's page. */
  videoAsk(ask: VideoAsk): Promise<Answer<null>>;
  /** The session is over on this side: the worker is told. */
  videoOver(over: { sessionId: string; cause: LinkCause }): Promise<Answer<null>>;
  videoSignal(signal: VideoSignal): Promise<Answer<null>>;
  /** The centre's STUN and TURN servers; none from an older centre. Waits for the centre, and fails while alone. */
  videoServers(): Promise<Answer<IceServer[]>>;
  /** Turns a camera, now or never: waits for the centre's answer. */
  videoTurn(turn: VideoTurn): Promise<Answer<null>>;
  /** Shows something in the video window; kept for half a minute for one that is just opening. */
  videoShow(target: VideoTarget): Promise<Answer<null>>;
  /** This video window listens: what was to be shown meanwhile comes by `video`. */
  videoReady(): Promise<Answer<null>>;
  /** Keeps what the operator arranged; for the next sign-in too. */
  videoKeep(desk: VideoDesk): Promise<Answer<null>>;
  /**
   * Asks the centre for the contacts of cases, for a file: now or never, and nothing of the answer is kept here. The centre audits
   * each case; the same id again is the same export. Refused in a window that is no desk, and as `export-alone`.
   */
  exportContacts(ask: ContactExport): Promise<Answer<ExportedContact[]>>;
  /** Masks what was revealed of a case at once: whoever asked has seen enough. */
  maskAgain(caseId: string): Promise<Answer<null>>;
  /**
   * Begins a copy of the database, which is verified before it has a name. Like the two below it answers at once; how it
   * goes stands in `status.care`, and `backup.list` changes. Refused as `care-busy` while another of these runs.
   */
  backUp(): Promise<Answer<null>>;
  /** Begins to read a backup from end to end. */
  verifyBackup(name: string): Promise<Answer<null>>;
  /**
   * Begins to put a backup in place of the present database: for a shift lead or admin. Verified first; then the
   * station starts anew. What waits on this desk now stays; a restore that fails leaves everything as it was.
   */
  restoreBackup(name: string): Promise<Answer<null>>;
  signIn(credentials: SignIn): Promise<Answer<null>>;
  signOut(): Promise<Answer<null>>;
  /** Topics this window shows; replaces what it watched before. */
  watch(topics: Topic[]): Promise<Answer<null>>;
  /** The window has drawn the last fleet tick and takes the next: a slow window slows only its own feed. */
  fleetNext(): Promise<void>;
}

export type FloorForEar =
  | { kind: 'granted'; channelId: string; channelIndex: number; streamId: number; talkUntil: number }
  | { kind: 'queued'; channelId: string; position: number }
  | { kind: 'warned'; channelId: string; graceMs: number }
  | { kind: 'denied' | 'revoked'; channelId: string; code: FloorReason }
  /** somebody else begins or ends */
  | { kind: 'taken'; channelId: string; channelIndex: number; streamId: number; talkerId: string }
  | { kind: 'idle'; channelId: string };

export interface WindowFunctions {
  changed(topics: Topic[]): void;
  status(status: StationStatus): void;
  alarm(alarm: Alarm): void;
  /**
   * What the ear must know at once, before the feed `radio` is read again: floors granted to this desk with what its frames
   * carry, and floors that ended. `talkUntil` is on this computer's clock, ms since the epoch.
   */
  floor(event: FloorForEar): void;
  /** The key to talk was pressed or let go outside of this window: a global key, another window of the app. */
  talkKey(down: boolean, emergency: boolean): void;
  video(event: VideoEvent): void;
  cue(cue: { wallId: string; scene: string; args: { [key: string]: unknown } }): void;
}
