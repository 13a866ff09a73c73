import type { Camera } from '../camera.ts';
import type { FleetLook } from './kinds.ts';

/** Window → painting worker. */
export type ToFleetWorker =
  | { type: 'camera'; camera: Camera; ratio: number }
  | { type: 'look'; look: FleetLook }
  | { type: 'tick'; buffer: ArrayBuffer }
  /** the last picture is on screen: the next may come */
  | { type: 'shown' };

/** Painting worker → window: a picture, the camera it was painted for, and how many ticks it holds. */
export interface FromFleetWorker {
  picture: ImageBitmap;
  camera: Camera;
  ticks: number;
}
