import { placeOf } from './walk.ts';
import { nearestFraction } from '#shared/district/streets/metres.ts';
import type { Intent } from './intents.ts';
import { human, measuredPlace } from './moving.ts';
import { describeProblem } from './reportTexts.ts';
import { photoPlan } from './photoPlan.ts';
import { planSettling } from './settling.ts';
import type { WorkerState } from './state.ts';
import type { CatalogueEntry, World } from './world.ts';

/** Share of reports with a second photo, and of those whose urgency the worker names. */
const SECOND_PHOTO = 0.25;
const NAMES_URGENCY = 0.3;

/** A worker meets a problem: stops, photographs it, reports it. */
export function reportProblem(state: WorkerState, now: number, world: World, out: Intent[]): void {
  const { random } = state;
  const entry = drawEntry(state, world);
  if (!entry) return;
  const [lon, lat] = measuredPlace(state);
  const place = addressOf(state, world);
  const before = photoPlan(state, now, entry.scene, false);
  const photos = [before];
  if (random.chance(SECOND_PHOTO)) photos.push(photoPlan(state, now, entry.scene, false));
  const id = random.id(now);
  state.settling = planSettling(state, entry, { id, before }, now, world);
  state.pausedUntil = state.settling?.dueAt ?? now + human(random.range(40, 160), world);
  out.push({
    type: 'message',
    event: 'report',
    payload: {
      id,
      category: entry.type.code,
      ...describeProblem(entry, place, random),
      at: now,
      lon,
      lat,
      address: place,
      ...(random.chance(NAMES_URGENCY) ? { urgency: entry.type.urgency } : {}),
    },
    photos,
  });
}

/** A call for help from where the worker stands. */
export function callForHelp(state: WorkerState, now: number, out: Intent[]): void {
  const [lon, lat] = measuredPlace(state);
  out.push({ type: 'message', event: 'sos', payload: { id: state.random.id(now), at: now, lon, lat }, photos: [] });
}

/** Street and house number as people say them: odd numbers on one side, rising along the street. */
export function addressOf(state: WorkerState, world: World): string {
  const { walk } = state;
  const { streets } = world;
  const edge = streets.edgeBetween(walk.nodeA, walk.nodeB);
  if (edge === -1) return '';
  const [a, b] = streets.ends(edge);
  const [lon, lat] = placeOf(walk);
  const part = nearestFraction(lon, lat, streets.lonOf(a), streets.latOf(a), streets.lonOf(b), streets.latOf(b));
  const along = Math.floor((part * (streets.edgeLength[edge] ?? 0)) / 14);
  return `${streets.nameOf(edge)}${((edge * 7) % 180) + along * 2 + (state.profile.index % 2) + 1}号`;
}

function drawEntry(state: WorkerState, world: World): CatalogueEntry | null {
  const total = world.catalogue.reduce((sum, entry) => sum + entry.weight, 0);
  let draw = state.random.next() * total;
  for (const entry of world.catalogue) {
    draw -= entry.weight;
    if (draw < 0) return entry;
  }
  return world.catalogue.at(-1) ?? null;
}
