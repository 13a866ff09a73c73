export { MapView, type MapViewProps } from './MapView.tsx';
// What the bench measures beside other ways to draw a fleet.
export { FleetLayer } from './fleet/fleetLayer.ts';
export { FleetStore } from './fleet/store.ts';
export { cameraOfMap, createMap, groundOf, pixelRatio, readDistrict } from './mapCanvas.ts';
