import type { PhotoPlan } from './intents.ts';
import type { WorkerState } from './state.ts';

/** Plans a photo of this kind of scene. */
export function photoPlan(state: WorkerState, now: number, scene: PhotoPlan['scene'], after: boolean): PhotoPlan {
  return { id: state.random.id(now), scene, seed: state.random.int(0, 2 ** 31), after };
}
