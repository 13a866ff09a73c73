import type { Camera } from '../camera.ts';
import type { FleetLook } from './kinds.ts';
import type { WorkerMask } from './mask.ts';

/** Window → painting worker. */
export type ToFleetWorker =
  | { type: 'camera'; camera: Camera; ratio: number }
  | { type: 'look'; look: FleetLook }
  | { type: 'mask'; mask: WorkerMask | null }
  | { type: 'tick'; buffer: ArrayBuffer; at: number }
  /** somebody slides: paint anew */
  | { type: 'frame' }
  | { type: 'interpolate'; on: boolean }
  /** the last picture is on screen: the next may come */
  | { type: 'shown' };

/**
 * Painting worker → window: a picture, the camera and the moment (ms of `clock`) it was painted for, how many ticks it
 * holds, and how long the painting took.
 */
export interface FromFleetWorker {
  picture: ImageBitmap;
  camera: Camera;
  at: number;
  ticks: number;
  ms: number;
}
