import type { z } from 'zod';
import type { CommandFields } from '#shared/protocol/commands.ts';
import type { Position, TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import type { SceneKind } from '../picture/scene.ts';

/** A photo a worker took: painted, hashed and uploaded at the edge, then named in the message's `media`. */
export interface PhotoPlan {
  id: string;
  scene: SceneKind;
  seed: number;
  /** an after photo shows the place in order */
  after: boolean;
}

/** Events a handheld keeps until the gateway has answered them. */
export type DurableEvent =
  | 'report'
  | 'receipt'
  | 'case:action'
  | 'duty'
  | 'sos'
  | 'call-back'
  | 'video:answer'
  | 'welfare';
export type DurablePayload<E extends DurableEvent> = z.infer<(typeof TERMINAL_TO_GATEWAY)[E]['payload']>;

/** One message; the photos join its `media` on the way out. */
export type Message = {
  [E in DurableEvent]: { type: 'message'; event: E; payload: DurablePayload<E>; photos: readonly PhotoPlan[] };
}[DurableEvent];

/** What a person wants done. The core only says so; `wire/` does it. */
export type Intent =
  | { type: 'position'; position: Position }
  /** talks on the radio for so long (ms of real time): to those around, to a wider circle, or to who talked last */
  | { type: 'talk'; ms: number; to: 'near' | 'wide' | 'last' }
  /** the handheld loses or finds its network */
  | { type: 'coverage'; covered: boolean }
  | Message;

/** What reaches a person. */
export type Heard =
  | { type: 'command'; command: CommandFields }
  | { type: 'cancel'; commandId: string }
  | { type: 'remind'; commandId: string; level: 1 | 2 | 3 }
  | { type: 'video-invite'; sessionId: string }
  /** a colleague or the centre has ended a talk on a channel of this worker */
  | { type: 'talk-over' }
  /** the worker's timer asks to be answered, so insistently; 0: it does not */
  | { type: 'welfare'; level: 0 | 1 | 2 | 3 }
  /** the gateway's final word on a case action: `refusal` is its code, null when it was taken */
  | { type: 'action-answer'; actionId: string; refusal: string | null };
