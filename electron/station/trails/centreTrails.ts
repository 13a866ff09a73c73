import { z } from 'zod';
import { ackSchema } from '#shared/protocol/common.ts';
import { MOST_NEAR_MS, type TrailPage, trailPageSchema } from '#shared/protocol/trails.ts';

/** The centre answers a way in pages of so many points at most, the earliest first. */
const PAGE_POINTS = 20_000;
/** A way of a month is a few pages; what goes on for longer is a centre that does not end. */
const MOST_PAGES = 50;
const MOST_SLICE_PAGES = 500;
const POINT_BYTES = 16;

const wayAck = ackSchema({ rows: z.array(z.object({ t: z.number(), lon: z.number(), lat: z.number() })) });
const pageAck = ackSchema({ rows: z.array(trailPageSchema).max(1), next: z.string().optional() });
const nearAck = ackSchema({ rows: z.array(z.string()), next: z.string().optional() });

export type Ask = (event: 'query', payload: unknown) => Promise<unknown>;

/** One worker's way as the centre keeps it; null when it does not tell. Times in ms, degrees. */
export async function askWay(ask: Ask, workerId: string, from: number, to: number) {
  const points: { t: number; lon: number; lat: number }[] = [];
  let since = from;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await told(ask, wayAck, { kind: 'trail', workerId, from: since, to });
    if (!answer) return null;
    points.push(...answer.rows);
    const last = answer.rows.at(-1);
    if (answer.rows.length < PAGE_POINTS || !last) return points;
    since = last.t + 1;
  }
  return points;
}

/** Everybody's points between two times; false when the centre does not tell them, or not all. Degrees × 10⁷. */
export async function askEverybody(
  ask: Ask,
  from: number,
  to: number,
  visit: (workerId: string, t: number, lon: number, lat: number) => void,
): Promise<boolean> {
  let after: string | undefined;
  for (let page = 0; page < MOST_SLICE_PAGES; page += 1) {
    const answer = await told(ask, pageAck, { kind: 'trails', from, to, ...(after === undefined ? {} : { after }) });
    if (!answer) return false;
    for (const row of answer.rows) visitPage(row, visit);
    if (answer.next === undefined) return true;
    after = answer.next;
  }
  return false;
}

function visitPage({ workers, points }: TrailPage, visit: Parameters<typeof askEverybody>[3]): void {
  const view = new DataView(points.buffer, points.byteOffset, points.byteLength);
  let at = 0;
  for (const [workerId, count] of workers) {
    for (let n = 0; n < count && at + POINT_BYTES <= points.byteLength; n += 1, at += POINT_BYTES)
      visit(workerId, view.getFloat64(at, true), view.getInt32(at + 8, true), view.getInt32(at + 12, true));
  }
}

/** Who was near a place, by id; null when the centre does not tell. */
export async function askNear(
  ask: Ask,
  asked: { place: { lon: number; lat: number }; radius: number; from: number; to: number },
): Promise<string[] | null> {
  const found = new Set<string>();
  for (let { from } = asked; from < asked.to; from += MOST_NEAR_MS) {
    const to = Math.min(asked.to, from + MOST_NEAR_MS);
    const answer = await told(ask, nearAck, { kind: 'trail-near', ...asked, from, to });
    if (!answer) return null;
    for (const id of answer.rows) found.add(id);
  }
  return [...found];
}

/** What the centre tells; null when it refuses, is away, or says something else. An older one does not know the question. */
async function told<A extends { ok: boolean }>(
  ask: Ask,
  schema: z.ZodType<A>,
  payload: unknown,
): Promise<Extract<A, { ok: true }> | null> {
  const answer = schema.safeParse(await ask('query', payload).catch(() => null));
  return answer.success && answer.data.ok ? (answer.data as Extract<A, { ok: true }>) : null;
}
