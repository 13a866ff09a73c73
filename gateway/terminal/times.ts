import { LIMITS } from '../limits.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

/** Refuses a terminal's time that lies in the future or too far back; null when it may be believed. */
export function timeRefusal(at: number, now: number): WireRefusal | null {
  if (at > now + LIMITS.futureMs) return refuse('invalid', '时间在未来，请校准终端时钟');
  if (at < now - LIMITS.pastMs) return refuse('invalid', '时间早于七天之前，中心不再接收');
  return null;
}
