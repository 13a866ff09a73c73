/** The door of shared/geo. */
export {
  type Bbox,
  bboxOf,
  distanceMeters,
  inBbox,
  type LonLat,
  lonLatOf,
  type PointLike,
  pointInPolygon,
} from './distance.ts';
export { type Crs, toWgs84 } from './crs.ts';
export { seededRandom } from './random.ts';
export { crossesItself, ringSquareMeters } from './ring.ts';
