/** A way as files of other programs have it. Degrees, WGS-84; times in ms since the epoch. */
export interface Track {
  name: string;
  points: readonly { t: number; lon: number; lat: number }[];
}

export const TRACK_FORMATS = ['gpx', 'geojson'] as const;
export type TrackFormat = (typeof TRACK_FORMATS)[number];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escapeXml = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
const iso = (t: number) => new Date(t).toISOString();
/** 1e-7 degrees are a centimetre. */
const degrees = (value: number) => Number(value.toFixed(7));

/** GPX 1.1 (topografix.com/GPX/1/1): a track of one segment for each way, with the time of every point. */
export function toGpx(tracks: readonly Track[]): string {
  const rows = tracks.flatMap(({ name, points }) => [
    '  <trk>',
    `    <name>${escapeXml(name)}</name>`,
    '    <trkseg>',
    ...points.map(
      ({ t, lon, lat }) => `      <trkpt lat="${degrees(lat)}" lon="${degrees(lon)}"><time>${iso(t)}</time></trkpt>`,
    ),
    '    </trkseg>',
    '  </trk>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Street Command Console" xmlns="http://www.topografix.com/GPX/1/1">',
    ...rows,
    '</gpx>',
    '',
  ].join('\n');
}

/** GeoJSON (RFC 7946): a line for each way, or a point where there is but one; the times stand in `coordTimes`, as map programs write them. */
export function toGeoJson(tracks: readonly Track[]): string {
  return `${JSON.stringify({ type: 'FeatureCollection', features: tracks.flatMap(featureOf) })}\n`;
}

function featureOf({ name, points }: Track) {
  const coordinates = points.map(({ lon, lat }) => [degrees(lon), degrees(lat)]);
  const geometry =
    coordinates.length > 1
      ? { type: 'LineString', coordinates }
      : coordinates[0] && { type: 'Point', coordinates: coordinates[0] };
  const properties = { name, coordTimes: points.map(({ t }) => iso(t)) };
  return geometry ? [{ type: 'Feature', properties, geometry }] : [];
}
