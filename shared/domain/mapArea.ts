import type { AreaGeometry } from '../geo/index.ts';
import { areaProblem } from './area.ts';
import type { ActorRef } from './case.ts';
import type { Role } from './roles.ts';

/** Areas that operators draw on the map and keep: what they are, and whose hands may change them. */

/** a remark on the map · a line that raises an alarm when somebody crosses it · a place workers are kept away from */
export const AREA_KINDS = ['note', 'geofence', 'hazard'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

/** Told apart with every kind of colour vision; what they look like is the map's to say. */
export const AREA_COLOURS = ['orange', 'sky', 'green', 'yellow', 'blue', 'vermilion', 'purple'] as const;
export type AreaColour = (typeof AREA_COLOURS)[number];

export interface MapArea {
  id: string;
  version: number;
  name: string;
  kind: AreaKind;
  geometry: AreaGeometry;
  colour: AreaColour;
  note: string;
  /** every operator of the centre sees it; else only who made it */
  shared: boolean;
  createdBy: ActorRef;
  createdAt: number;
  changedBy: ActorRef;
  changedAt: number;
}

/** What an operator says of an area; the rest is noted down by the centre. */
export type AreaDraft = Pick<MapArea, 'name' | 'kind' | 'geometry' | 'colour' | 'note' | 'shared'>;

export type AreaRefusal = 'area-not-yours' | 'area-must-be-shared' | 'area-no-outline';
type Hand = { id: string; roles: readonly Role[] };

/**
 * Shared areas are the shift lead's to make, change and remove, whoever made them; one's own are one's own. What raises alarms is
 * everybody's, so it is shared.
 *
 * @param before the area as it stands; null: it is made
 * @param after as it will be; null: it is removed
 */
export function areaRefusal(by: Hand, before: MapArea | null, after: AreaDraft | null): AreaRefusal | null {
  if (after && !after.shared && after.kind !== 'note') return 'area-must-be-shared';
  if (after?.geometry.kind === 'polygon' && areaProblem(after.geometry.ring) !== null) return 'area-no-outline';
  const isLead = by.roles.includes('shift-lead');
  if (before && !(before.shared ? isLead : before.createdBy.id === by.id)) return 'area-not-yours';
  if (!after) return null;
  // Taken out of everybody's sight it must still be in its maker's.
  const isMaker = before === null || before.createdBy.id === by.id;
  return (after.shared ? isLead : isMaker) ? null : 'area-not-yours';
}

/** The area once a draft is laid on it, made when there was none. */
export function areaAfter(
  before: MapArea | null,
  draft: AreaDraft,
  { id, by, at }: { id: string; by: ActorRef; at: number },
): MapArea {
  const made = { id, version: 1, createdBy: by, createdAt: at };
  const kept = before ? { ...before, version: before.version + 1 } : made;
  return { ...kept, ...draft, changedBy: by, changedAt: at };
}
