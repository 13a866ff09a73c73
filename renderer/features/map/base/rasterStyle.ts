import type { LayerSpecification } from 'maplibre-gl';
import type { MapGroundLook } from '../style/palette.ts';
import { BASE_SOURCE } from '../style/source.ts';

type Paint = Extract<LayerSpecification, { type: 'raster' }>['paint'];

/** A drawn map is bright paper: at night light and dark change places, its hues stay. */
const DRAWN: Record<MapGroundLook, Paint> = {
  light: {},
  dark: {
    'raster-brightness-min': 0.92,
    'raster-brightness-max': 0.06,
    'raster-hue-rotate': 180,
    'raster-saturation': -0.35,
  },
  contrast: {
    'raster-brightness-min': 1,
    'raster-brightness-max': 0,
    'raster-hue-rotate': 180,
    'raster-contrast': 0.6,
    'raster-saturation': -0.6,
  },
};
/** Pictures from above are what they are: turned over, nobody would know a roof from its shade. */
const IMAGERY: Record<MapGroundLook, Paint> = {
  light: {},
  dark: { 'raster-brightness-max': 0.55, 'raster-saturation': -0.3 },
  contrast: { 'raster-contrast': 0.35, 'raster-saturation': -1 },
};

export function rasterLayers(ground: MapGroundLook, imagery: boolean): LayerSpecification[] {
  const paint = { 'raster-fade-duration': 0, ...(imagery ? IMAGERY : DRAWN)[ground] };
  return [{ id: 'base', type: 'raster', source: BASE_SOURCE, paint }];
}
