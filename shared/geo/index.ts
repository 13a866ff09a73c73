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
export { type ReadCoordinates, readCoordinates } from './coordinates.ts';
export { COORDINATE_SYSTEMS, type CoordinateSystem, type Crs, fromWgs84, isShifted, toWgs84 } from './crs.ts';
export { GridMap, type GridShape } from './gridMap.ts';
export { boxInWgs84, type PicturePlan, planPicture } from './picturePlan.ts';
export { seededRandom } from './random.ts';
export { STREET_REACH_METRES, type StreetLines, StreetPieces } from './streetPieces.ts';
export { crossesItself, ringSquareMeters } from './ring.ts';
export {
  type AreaGeometry,
  circleRing,
  extentOf,
  isWithin,
  metersFromEdge,
  metersPerDegree,
  metersToLine,
  pointAt,
} from './shapes.ts';
export {
  alignedTile,
  isAligned,
  lonLatOfPixel,
  pixelOf,
  planTile,
  sourceZoom,
  TILE_PIXELS,
  type TileId,
  type TilePlan,
  type Tiling,
  TILINGS,
} from './tiling.ts';
