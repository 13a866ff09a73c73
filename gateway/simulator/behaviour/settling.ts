import type { PhotoPlan, Intent } from './intents.ts';
import { human } from './moving.ts';
import { photoPlan } from './photoPlan.ts';
import type { WorkerState } from './state.ts';
import type { CatalogueEntry, World } from './world.ts';
import type { SceneKind } from '../picture/scene.ts';

/** What a worker settles right after reporting it: small things that one person puts in order. */
export interface Settling {
  caseId: string;
  /** the photo of the report: the one from after shows the same place */
  before: PhotoPlan;
  dueAt: number;
}

/** Seconds of people's time that putting it in order takes. */
const WORK = [90, 300] as const;

/** What was done, by what it was; a kind that is not here needs somebody else. */
const DONE: Partial<Record<SceneKind, readonly string[]>> = {
  rubbish: ['已现场清扫装袋，地面恢复整洁。', '已联系保洁当场清运完毕。'],
  vehicle: ['已联系车主当场驶离，通道恢复畅通。', '已将车辆移入停放区并摆齐。'],
  sign: ['已当场清除，立面恢复整洁。', '已扶正加固，不再遮挡视线。'],
  stall: ['经劝导当场收摊，人行道恢复畅通。', '商户已将物品收回店内。'],
};

/** Whether this worker settles what is being reported, and when that is done; null: it is left to the centre. */
export function planSettling(
  { random, persona }: WorkerState,
  { scene, type }: CatalogueEntry,
  report: { id: string; before: PhotoPlan },
  now: number,
  world: World,
): Settling | null {
  if (!DONE[scene] || type.urgency === 'critical' || !random.chance(persona.settles)) return null;
  return { caseId: report.id, before: report.before, dueAt: now + human(random.range(...WORK), world) };
}

/**
 * Tells that it is in order, with the photo from after. Whoever was called away meanwhile leaves it to the centre, as when
 * the centre has taken the case up first and refuses this.
 */
export function settle(state: WorkerState, now: number, out: Intent[]): void {
  const { settling, random } = state;
  state.settling = null;
  const notes = settling && DONE[settling.before.scene];
  if (!settling || !notes || state.active) return;
  const { scene, seed } = settling.before;
  const payload = { id: random.id(now), caseId: settling.caseId, action: 'settle' as const, at: now };
  const photo = { ...photoPlan(state, now, scene, true), seed };
  out.push({
    type: 'message',
    event: 'case:action',
    payload: { ...payload, note: random.pick(notes) },
    photos: [photo],
  });
}
