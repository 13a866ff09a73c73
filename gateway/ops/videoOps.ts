import type { Ptz, VideoSource } from '#shared/protocol/video.ts';
import type { Gateway } from '../context.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

/** Whoever can turn a camera; false: not this one, or not so. */
export type TurnCamera = (source: VideoSource, ptz: Ptz) => boolean;

/** No camera of this centre can be turned: none is driven by it. */
export const NO_CAMERA_TURNS: TurnCamera = () => false;

/** Turns a camera at once; nothing of it is kept but that it was asked for. */
export async function turnCamera(
  gateway: Gateway,
  { entityId, payload }: OpRequest<'video.ptz'>,
  turn: TurnCamera,
): Promise<Decision> {
  const source = entityId === undefined ? null : await gateway.storage.get('video-source', entityId);
  if (!source) return refuse('not-found', '没有这个视频源');
  if (!source.ptz || !turn(source, payload)) return refuse('gone', '该视频源不支持云台控制');
  return { ok: true, unit: {}, answer: { result: { turned: payload.verb } } };
}
