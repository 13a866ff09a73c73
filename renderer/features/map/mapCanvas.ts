import { addProtocol, LngLatBounds, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { Protocol } from 'pmtiles';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { type DistrictInfo, districtInfoSchema } from '#shared/district/files.ts';
import { type Camera, cameraOf } from './camera.ts';
import { mapStyle, type StyleOptions } from './style/style.ts';

/** A district is no rectangle: about so much of its box is ground. */
const GROUND_SHARE = 0.8;
const DISTRICT_URL = 'tiles://district/district.json';
const MAX_ZOOM = 19;
/** Beyond the district there is nothing to see: the camera stays near it. */
const AROUND = 0.12;

let prepared = false;
function prepare(): void {
  if (prepared) return;
  prepared = true;
  setWorkerUrl(workerUrl);
  addProtocol('pmtiles', new Protocol().tile);
}

/** Who and where the district is. */
export async function readDistrict(): Promise<DistrictInfo> {
  const response = await fetch(DISTRICT_URL);
  if (!response.ok) throw new Error(`${DISTRICT_URL}: ${response.status}`);
  return districtInfoSchema.parse(await response.json());
}

export function districtBounds(district: DistrictInfo): LngLatBounds {
  return new LngLatBounds(district.bbox);
}

/** Makes the base map in `container`, fitted to the district. Draws only when something changed. */
export function createMap(
  container: HTMLElement,
  district: DistrictInfo,
  style: StyleOptions,
  options: { interactive: boolean; label: string },
): MapLibreMap {
  prepare();
  const [west, south, east, north] = district.bbox;
  const map = new MapLibreMap({
    container,
    style: mapStyle(style),
    bounds: districtBounds(district),
    fitBoundsOptions: { padding: 24 },
    maxBounds: [west - AROUND, south - AROUND, east + AROUND, north + AROUND],
    maxZoom: MAX_ZOOM,
    interactive: options.interactive,
    locale: { 'Map.Title': options.label },
    attributionControl: false,
    fadeDuration: 0,
    pixelRatio: pixelRatio(),
    renderWorldCopies: false,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    maxPitch: 0,
    refreshExpiredTiles: false,
    validateStyle: false,
    localIdeographFontFamily: "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif",
    canvasContextAttributes: { antialias: false, powerPreference: 'high-performance' },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}

/** Canvas pixels per CSS pixel. */
export function pixelRatio(): number {
  return Math.min(globalThis.devicePixelRatio || 1, 2);
}

/** The map's camera as the overlays need it. */
export function cameraOfMap(map: MapLibreMap): Camera {
  const { lng, lat } = map.getCenter();
  const { clientWidth, clientHeight } = map.getContainer();
  return cameraOf(lng, lat, map.getZoom(), clientWidth, clientHeight);
}

/** Square of Mercator units that a district covers, about. */
export function groundOf({ bbox: [west, south, east, north] }: DistrictInfo): number {
  return Math.abs((mercatorX(east) - mercatorX(west)) * (mercatorY(south) - mercatorY(north))) * GROUND_SHARE;
}
