import type { CommandFields } from '#shared/protocol/commands.ts';
import { SCENES } from '../picture/scene.ts';
import type { DurablePayload, Intent, PhotoPlan } from './intents.ts';
import { measuredPlace } from './moving.ts';
import { photoPlan } from './photoPlan.ts';
import type { WorkerState } from './state.ts';

type Payload = DurablePayload<'receipt'>;

/** One receipt, with what goes with it. */
export function receipt(
  out: Intent[],
  commandId: string,
  state: Payload['state'],
  at: number,
  more: Partial<Pick<Payload, 'note' | 'reply' | 'lon' | 'lat'>> = {},
  photos: readonly PhotoPlan[] = [],
): void {
  out.push({ type: 'message', event: 'receipt', payload: { commandId, state, at, ...more }, photos });
}

/** The handheld says where it is without being touched, on duty only. */
export function tellPlace(state: WorkerState, commandId: string, now: number, out: Intent[]): void {
  if (!state.onDuty) return receipt(out, commandId, 'failed', now, { note: '已下班，不提供位置' });
  const [lon, lat] = measuredPlace(state);
  receipt(out, commandId, 'done', now, { lon, lat });
}

/** Answers what a command asks for with one tap; that is all there is to do. A simulated handheld hears and films nothing. */
export function answerRequest(state: WorkerState, command: CommandFields, now: number, out: Intent[]): void {
  const { random } = state;
  switch (command.request) {
    case 'photo':
      return receipt(out, command.id, 'done', now, {}, [photoPlan(state, now, random.pick(SCENES), false)]);
    case 'welfare':
      return receipt(out, command.id, 'done', now, { note: '平安' });
    case 'voice-note':
    case 'video':
      return receipt(out, command.id, 'failed', now, { note: '模拟终端：没有话筒和摄像' });
    default: {
      const reply = command.replies && random.pick(command.replies).id;
      return receipt(out, command.id, 'done', now, reply === undefined ? {} : { reply });
    }
  }
}
