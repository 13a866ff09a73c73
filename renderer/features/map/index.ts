export { MapView, type MapViewProps } from './MapView.tsx';
// What the bench measures beside other ways to draw a fleet.
export { FleetLayer } from './fleet/fleetLayer.ts';
export { PICK_RADIUS } from './fleet/picking.ts';
export { FleetStore, WORKER_BYTES } from './fleet/store.ts';
export { type Affine, affineOf } from './camera.ts';
export { cameraOfMap, createMap, groundOf, pixelRatio, readDistrict } from './mapCanvas.ts';
