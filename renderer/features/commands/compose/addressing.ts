import { distanceMeters } from '#shared/geo/index.ts';
import type { Recipients } from '#shared/protocol/commands.ts';
import type { CommandDraft } from './draft.ts';
import type { CommandProposals } from './payload.ts';

const METERS_PER_DEGREE = 111_320;
/** corners of what stands for a circle */
const CORNERS = 32;
/** share of the radius by which a corner of a circle may lie off it */
const ROUND_WITHIN = 0.02;

/** A circle around a place as a polygon, closed. @param meters its radius */
export function circleAround({ lon, lat }: { lon: number; lat: number }, meters: number): Recipients['area'] {
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner): [number, number] => {
    const angle = ((corner % CORNERS) / CORNERS) * 2 * Math.PI;
    const north = (meters * Math.sin(angle)) / METERS_PER_DEGREE;
    const east = (meters * Math.cos(angle)) / (METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
    return [lon + east, lat + north];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** The circle that a polygon of `circleAround` stands for; null when it stands for none. */
export function circleOf(area: Recipients['area']): { centre: { lon: number; lat: number }; meters: number } | null {
  const ring = area?.coordinates[0] ?? [];
  const [first, opposite] = [ring[0], ring[CORNERS / 2]];
  if (!first || !opposite || ring.length !== CORNERS + 1) return null;
  const centre = { lon: (first[0] + opposite[0]) / 2, lat: (first[1] + opposite[1]) / 2 };
  const meters = distanceMeters(centre, first);
  const isRound = ring.every((corner) => Math.abs(distanceMeters(centre, corner) - meters) < meters * ROUND_WITHIN);
  return isRound ? { centre, meters: Math.round(meters) } : null;
}

/** An area drawn counts before a circle around the place: choosing one takes the other away. */
function areaOf({ area, around }: CommandDraft, place: CommandProposals['target']): Pick<Recipients, 'area'> {
  if (area !== null) return { area: { type: 'Polygon', coordinates: [area] } };
  return around !== null && place ? { area: circleAround(place, around) } : {};
}

/** Whom a draft is for; null: nobody yet. What needs a place counts for nothing without one. */
export function recipientsOf(draft: CommandDraft, proposals: CommandProposals): Recipients | null {
  const place = proposals.target;
  const workers = draft.workerIds ?? proposals.workerIds;
  const recipients: Recipients = {
    ...(workers.length > 0 ? { workers } : {}),
    ...(draft.teams.length > 0 ? { teams: draft.teams } : {}),
    ...(draft.roles.length > 0 ? { roles: draft.roles } : {}),
    ...(draft.grids.length > 0 ? { grids: draft.grids.map((grid) => grid.code) } : {}),
    ...(draft.departments.length > 0 ? { departments: draft.departments.map((one) => one.code) } : {}),
    ...(draft.nearest !== null && place ? { nearest: { lon: place.lon, lat: place.lat, count: draft.nearest } } : {}),
    ...areaOf(draft, place),
    ...(draft.everyone ? { everyone: true } : {}),
  };
  return Object.keys(recipients).length > 0 ? recipients : null;
}
