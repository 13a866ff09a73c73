import { formatDistance } from '../../../i18n/index.ts';
import { EARTH_METERS } from '../camera.ts';

/** rem of the bar at most: it grows with the letters that stand in it */
export const WIDEST_REM = 8.5;
const STEPS = [1, 2, 5];

/** The longest round distance (1, 2 or 5 × 10ⁿ metres) that fits a scale bar of so many CSS pixels, and its width in them. */
export function scaleBar(lat: number, zoom: number, widest: number): { text: string; metres: number; width: number } {
  const metresPerPixel = (EARTH_METERS * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);
  const most = metresPerPixel * widest;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = Math.max(...STEPS.map((step) => step * power).filter((length) => length <= most));
  return { text: formatDistance(metres), metres, width: Math.round(metres / metresPerPixel) };
}
