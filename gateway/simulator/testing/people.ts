import type { CommandFields } from '#shared/protocol/commands.ts';
import type { Heard, Intent, Message } from '../behaviour/intents.ts';
import type { Profile, WorkerState } from '../behaviour/state.ts';
import { createWorker, hear, nextWakeAt, wake } from '../behaviour/worker.ts';
import type { BehaviourSettings, World } from '../behaviour/world.ts';
import { readDistrict } from '../districtFiles.ts';
import { StreetNetwork } from '#shared/district/streets/network.ts';
import { Router } from '#shared/district/streets/route.ts';

/** A fixed morning. */
export const START = Date.UTC(2026, 5, 1, 1);

const district = readDistrict();
const streets = new StreetNetwork(district.streets);
const router = new Router(streets);
export const roster: readonly Profile[] = district.roster;

/** The demo district with ordinary people. */
export function worldWith(settings: Partial<BehaviourSettings> = {}): World {
  const ordinary: BehaviourSettings = {
    speed: 1,
    positionInterval: 5000,
    reportMean: 3_600_000,
    sosMean: Number.POSITIVE_INFINITY,
    talkMean: Number.POSITIVE_INFINITY,
    onDuty: 0.85,
    coverageLoss: true,
    reliableThink: null,
  };
  return { streets, router, catalogue: district.catalogue, settings: { ...ordinary, ...settings } };
}

/** The worker of this place in the roster. */
export function worker(world: World, place = 0, seed = 1): WorkerState {
  const profile = roster[place];
  if (!profile) throw new RangeError(`no worker at ${place}`);
  return createWorker(profile, seed, 0.5, START, world);
}

export interface Heeded {
  at: number;
  intent: Intent;
}

/**
 * Lives one worker's life from one wake to the next until `end`. `respond` may answer an intent as a gateway would.
 */
export function live(
  state: WorkerState,
  world: World,
  start: number,
  end: number,
  respond: (intent: Intent) => Heard | null = () => null,
): Heeded[] {
  const lived: Heeded[] = [];
  for (let now = start; now < end; ) {
    for (const intent of wake(state, now, world)) take(intent, now);
    now = Math.max(now + 1, Math.ceil(nextWakeAt(state)));
  }
  return lived;

  function take(intent: Intent, at: number): void {
    lived.push({ at, intent });
    const heard = respond(intent);
    if (heard) for (const next of hear(state, heard, at, world)) take(next, at);
  }
}

/** The messages among what was lived. */
export function messages(lived: readonly Heeded[]): Message[] {
  return lived.flatMap(({ intent }) => (intent.type === 'message' ? [intent] : []));
}

/** What was said of commands and cases, in order: `read`, `accepted`, `case:start` … */
export function story(lived: readonly Heeded[]): string[] {
  return messages(lived).flatMap((message) => {
    if (message.event === 'receipt') return [message.payload.state];
    return message.event === 'case:action' ? [`case:${message.payload.action}`] : [];
  });
}

/** Answers every case action with this refusal, or takes it (null). */
export function answering(refusalOf: (action: string) => string | null): (intent: Intent) => Heard | null {
  return (intent) => {
    if (intent.type !== 'message' || intent.event !== 'case:action') return null;
    return { type: 'action-answer', actionId: intent.payload.id, refusal: refusalOf(intent.payload.action) };
  };
}

const CASE = '0190f7a2-0000-7000-8000-00000000000c';
let commands = 0;

/** A command to go to a junction of this worker's grid. */
export function commandFor(state: WorkerState, fields: Partial<CommandFields> = {}): CommandFields {
  const node = state.home[state.home.length - 1] ?? 0;
  commands++;
  return {
    id: `0190f7a2-0000-7000-8000-${String(commands).padStart(12, '0')}`,
    kind: 'order',
    priority: 'routine',
    title: '请到现场处置',
    text: '',
    issuedAt: START,
    requires: 'accepted',
    caseId: CASE,
    target: { lon: streets.lonOf(node), lat: streets.latOf(node) },
    ...fields,
  };
}
