import { setTimeout as pause } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import type { OutboxItem } from '#shared/contract/views.ts';
import { PEOPLE, type Person } from './acts/wishes.ts';
import type { Desk } from './desk.ts';
import { decide, isDecision } from './operator.ts';
import type { Tallies } from './tallies.ts';

const SETTLE_MS = 300_000;
/** how long one person waits at the desk while nothing of theirs moves */
const STILL_MS = 3000;
const STEP_MS = 200;

/**
 * When all is well again everybody who sat at the desk comes back: what waits for them leaves, what was refused is
 * settled by a rule that depends on the action alone. One person's action may wait for another's on the same thing, so
 * each time the one comes whose action is the oldest. Throws with what is left when it does not come to an end.
 */
export async function settleDesk(desk: Desk, tallies: Tallies): Promise<void> {
  const end = Date.now() + SETTLE_MS;
  const settled = new Set<string>();
  await desk.up();
  while (!(await isEmpty(desk))) {
    if (Date.now() > end) throw new Error(`${desk.name} does not settle: ${await whatIsLeft(desk)}`);
    const person = await ownerOfOldest(desk);
    if (person && person !== desk.person) await desk.change(person);
    if (person) await drain(desk, person, settled, end, tallies);
  }
  await desk.change('lead');
  while (!(await isLive(desk))) {
    if (Date.now() > end) throw new Error(`${desk.name} is not live: ${await whatIsLeft(desk)}`);
    await pause(STEP_MS);
  }
}

async function ownerOfOldest(desk: Desk): Promise<Person | undefined> {
  const items = (await desk.read('outbox.list', {})) ?? [];
  const oldest = items.find(({ state }) => !isDecision(state)) ?? items[0];
  return PEOPLE.find((person) => person === oldest?.by.id);
}

/** Until nothing of this person is left in the outbox, or nothing moves any more. */
async function drain(desk: Desk, person: Person, settled: Set<string>, end: number, tallies: Tallies): Promise<void> {
  let movedAt = Date.now();
  let before = '';
  while (Date.now() - movedAt < STILL_MS && Date.now() < end) {
    const items = await itemsOf(desk, person);
    for (const item of items.filter(({ state }) => isDecision(state))) {
      await settle(desk, item, settled.size, settled.has(item.id) ? 'dismiss' : null);
      settled.add(item.id);
      tallies.count('decisions at the end');
    }
    if (items.length === 0) return;
    const now = JSON.stringify(items.map(({ id, state, attempts }) => [id, state, attempts]));
    if (now !== before || !(await isLive(desk))) movedAt = Date.now();
    before = now;
    await pause(STEP_MS);
  }
}

async function isEmpty(desk: Desk): Promise<boolean> {
  const status = await desk.status();
  const waits = status && status.outbox.waiting + status.outbox.conflicts + status.outbox.refused;
  return waits === 0 && (await desk.read('outbox.list', {}))?.length === 0;
}

async function isLive(desk: Desk): Promise<boolean> {
  const status = await desk.status();
  return status?.link.state === 'online' && status.sync.state === 'live';
}

async function whatIsLeft(desk: Desk): Promise<string> {
  const items = (await desk.read('outbox.list', {})) ?? [];
  const left = items.map(({ id, kind, by, state, attempts, code }) => ({ id, kind, by: by.id, state, attempts, code }));
  const status = await desk.status();
  return JSON.stringify({ left, link: status?.link, sync: status?.sync, outbox: status?.outbox });
}

/** Sends it again once, as it is or edited, or gives it up; what comes back is given up. */
async function settle(desk: Desk, item: OutboxItem, serial: number, rule: 'dismiss' | null): Promise<void> {
  const dice = createHash('sha256').update(item.id).digest()[0] ?? 0;
  const how = rule ?? (['retry', 'amend', 'dismiss'] as const)[dice % 3] ?? 'dismiss';
  const done = await decide(desk, item, how, `⟦${desk.name} end ${item.id.slice(-6)} ${serial}⟧`);
  if (!done && how !== 'dismiss') await decide(desk, item, 'dismiss', '');
}

async function itemsOf(desk: Desk, person: Person): Promise<OutboxItem[]> {
  return ((await desk.read('outbox.list', {})) ?? []).filter(({ by }) => by.id === person);
}
