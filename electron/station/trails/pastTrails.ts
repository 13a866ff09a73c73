import type { Span } from '#shared/contract/trailViews.ts';
import { SliceWriter } from '#shared/contract/trailSlice.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { MOST_TRACKS } from '#shared/protocol/trails.ts';
import type { FeedContext } from '../feeds/context.ts';
import { askEverybody, askNear, askWay } from './centreTrails.ts';
import { EVERYBODY } from './lookUps.ts';
import type { TrailPoint } from './packing.ts';
import type { Trails } from './trails.ts';

/** so long the centre is given to take a look-up before it is asked what that opens */
const SENT_WITHIN_MS = 2000;
/** The centre keeps no status: whoever it tells of was on duty. */
const AT_CENTRE = STATUS.online | STATUS.onDuty;
const MICRO_TO_FRAME = 10;
const MICRO = 1e6;

type World = Pick<FeedContext, 'askCentre' | 'lookUps' | 'session' | 'status'> & { trails: Trails };
const isIn = (gaps: readonly Span[], t: number): boolean => gaps.some(({ from, to }) => t >= from && t <= to);

/** One worker's way: this desk's own, and the centre's for the times this desk did not hear; `missing`: neither told. */
export async function wayOf(
  { trails, askCentre, lookUps, session, status }: World,
  workerId: string,
  { from, to }: Span,
): Promise<{ points: TrailPoint[]; missing: Span[] }> {
  const points = trails.read(workerId, from, to);
  const gaps = trails.gaps(from, to);
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (!first || !last) return { points, missing: [] };
  if (status().link.state !== 'online') return { points, missing: gaps };
  await lookUps.sent(session.user, workerId, SENT_WITHIN_MS);
  const told = await askWay(askCentre, workerId, first.from, last.to);
  if (!told) return { points, missing: gaps };
  const more = told.filter(({ t }) => isIn(gaps, t)).map((point) => ({ ...point, status: AT_CENTRE }));
  return { points: merged(points, more), missing: [] };
}

function merged(own: readonly TrailPoint[], more: readonly TrailPoint[]): TrailPoint[] {
  const known = new Set(own.map(({ t }) => t));
  return [...own, ...more.filter(({ t }) => !known.has(t))].sort((a, b) => a.t - b.t);
}

/** Everybody's points of a slice of time, and the last known of each up to `before` ms earlier. */
export async function sliceOf(
  { trails, askCentre, lookUps, session, status }: World,
  indexOf: (workerId: string) => number | null,
  { from, to, before }: Span & { before: number },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; missing: Span[] }> {
  const slice = new SliceWriter(from);
  const earlier = new Map<number, { t: number; lon: number; lat: number; status: number }>();
  const take = (index: number | null, t: number, lon: number, lat: number, bits: number): void => {
    if (index === null) return;
    if (t >= from) slice.add(index, t, lon, lat, bits);
    else if (t > (earlier.get(index)?.t ?? 0)) earlier.set(index, { t, lon, lat, status: bits });
  };
  await trails.each(from - before, to, (id, t, lon, lat, bits) =>
    take(indexOf(id), t, lon * MICRO_TO_FRAME, lat * MICRO_TO_FRAME, bits),
  );
  let missing = trails.gaps(from, to);
  if (missing.length > 0 && status().link.state === 'online') {
    await lookUps.sent(session.user, EVERYBODY, SENT_WITHIN_MS);
    missing = await fill(missing, (gap) =>
      askEverybody(askCentre, gap.from, gap.to, (id, t, lon, lat) => take(indexOf(id), t, lon, lat, AT_CENTRE)),
    );
  }
  for (const [index, { t, lon, lat, status: bits }] of earlier) slice.add(index, t, lon, lat, bits);
  return { bytes: slice.bytes(), missing };
}

/** The gaps that could not be filled. */
async function fill(gaps: readonly Span[], ask: (gap: Span) => Promise<boolean>): Promise<Span[]> {
  const left: Span[] = [];
  for (const gap of gaps) if (!(await ask(gap))) left.push(gap);
  return left;
}

/** Who was within `radius` metres of a place, by id, those who were seen there by this desk first. */
export async function aroundPlace(
  { trails, askCentre, status }: World,
  place: { lon: number; lat: number },
  { radius, from, to }: Span & { radius: number },
): Promise<{ workerIds: string[]; more: boolean; missing: Span[] }> {
  const found = new Set<string>();
  await trails.each(from, to, (id, _, lon, lat) => {
    if (!found.has(id) && distanceMeters([lon / MICRO, lat / MICRO], place) <= radius) found.add(id);
  });
  let missing = trails.gaps(from, to);
  if (missing.length > 0 && status().link.state === 'online') {
    missing = await fill(missing, async (gap) => {
      const told = await askNear(askCentre, { place: { lon: place.lon, lat: place.lat }, radius, ...gap });
      for (const id of told ?? []) found.add(id);
      return told !== null;
    });
  }
  return { workerIds: [...found].slice(0, MOST_TRACKS), more: found.size > MOST_TRACKS, missing };
}
