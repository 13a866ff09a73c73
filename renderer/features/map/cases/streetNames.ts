import type { Map as MapLibreMap } from 'maplibre-gl';
import { z } from 'zod';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { DISTRICT_SOURCE } from '../style/source.ts';
import { type Affine, affineOf, type Camera } from '../camera.ts';
import { MAP_PALETTES, type MapTheme } from '../style/palette.ts';

/** A street's name and where the base map would write it. */
export interface StreetName {
  zh: string;
  en: string;
  /** mercator, 0…1 */
  x: number;
  y: number;
}

/** px on a desk; letters stand apart as on a paper map */
export const STREET_NAME_SIZE = 16;
export const STREET_NAME_SPACING = 0.12;
/** Nearer than this one is inside the street: its name is no help. */
export const STREET_NAME_UNTIL = 15.5;
const HALO = 0.28;

const featureSchema = z.object({
  properties: z.object({ name: z.string(), name_en: z.string().optional() }),
  geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
});

/** The streets' names in the tiles that are loaded, each once. */
export function loadedStreetNames(map: MapLibreMap): Map<string, StreetName> {
  const features = map.querySourceFeatures(DISTRICT_SOURCE, {
    sourceLayer: 'place',
    filter: ['==', ['get', 'kind'], 'street'],
  });
  const names = new Map<string, StreetName>();
  for (const { properties, geometry } of features) {
    const { success, data } = featureSchema.safeParse({ properties, geometry });
    if (!success) continue;
    const [lon, lat] = data.geometry.coordinates;
    const { name, name_en } = data.properties;
    names.set(name, { zh: name, en: name_en ?? name, x: mercatorX(lon), y: mercatorY(lat) });
  }
  return names;
}

/**
 * Writes the streets' names over the workers and under the cases: 16,000 dots would hide the same names on the base map,
 * which only keeps their place free of other labels.
 */
export function drawStreetNames(
  context: CanvasRenderingContext2D,
  names: readonly StreetName[],
  camera: Camera,
  ratio: number,
  look: { theme: MapTheme; language: 'zh-CN' | 'en'; magnify: number },
  font: string,
): void {
  if (camera.zoom >= STREET_NAME_UNTIL) return;
  const affine: Affine = affineOf(camera, 0, 0);
  const size = STREET_NAME_SIZE * look.magnify * ratio;
  const { label, halo } = MAP_PALETTES[look.theme];
  context.save();
  context.font = `600 ${size}px ${font}`;
  context.letterSpacing = `${size * STREET_NAME_SPACING}px`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = size * HALO;
  context.strokeStyle = halo;
  context.fillStyle = label;
  for (const name of names) {
    const text = look.language === 'en' ? name.en : name.zh;
    const x = (name.x * affine.scale + affine.x0) * ratio;
    const y = (name.y * affine.scale + affine.y0) * ratio;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.restore();
}
