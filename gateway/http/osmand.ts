import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { codeSchema, latSchema, lonSchema } from '#shared/protocol/common.ts';
import { sameSecret } from '../auth/secrets.ts';
import type { SignIn } from '../auth/signIn.ts';
import type { Gateway } from '../context.ts';
import { takePositions } from '../terminal/positions.ts';
import { invalidPayload, refuse } from '../wire/refusal.ts';
import { bearer, sendRefusal } from './answer.ts';

const METERS_PER_SECOND_PER_KNOT = 0.514_444;
const KEY_LENGTH = 24;

const num = (schema: z.ZodNumber) => z.coerce.number().pipe(schema);
const fixSchema = z.object({
  id: z.string().max(100),
  lat: num(latSchema),
  lon: num(lonSchema),
  /** seconds or milliseconds since the epoch, or ISO 8601 */
  timestamp: z.string().max(40).optional(),
  /** knots */
  speed: num(z.number().min(0).max(300)).optional(),
  bearing: num(z.number().min(0).max(360)).optional(),
  accuracy: num(z.number().min(0).max(100_000)).optional(),
  batt: num(z.number().min(0).max(100)).optional(),
});

/**
 * `GET|POST /positions/osmand`: phones with OsmAnd or Traccar Client instead of a terminal. Such a client can send
 * nothing but a device id, so the id is `<worker>.<key>`; a signed-in worker reads its own at `/positions/osmand/id`.
 */
export function addOsmandRoutes(app: FastifyInstance, gateway: Gateway, signIn: SignIn, secret: Uint8Array): void {
  const keyOf = (workerId: string) => createHmac('sha256', secret).update(workerId).digest('hex').slice(0, KEY_LENGTH);
  const workerOf = (id: string) => {
    const [workerId = '', key = ''] = id.split('.');
    return sameSecret(key, keyOf(workerId)) ? gateway.directory.workers.get(workerId) : undefined;
  };

  app.route({
    method: ['GET', 'POST'],
    url: '/positions/osmand',
    async handler(request, reply) {
      const parsed = fixSchema.safeParse(fieldsOf(request));
      if (!parsed.success) return sendRefusal(reply, invalidPayload(parsed.error));
      const { id, lat, lon, timestamp, speed, bearing: heading, accuracy, batt: battery } = parsed.data;
      const worker = workerOf(id);
      if (!worker) return sendRefusal(reply, refuse('unauthorized', '设备标识不正确'));
      const t = timeOf(timestamp) ?? gateway.now();
      const metersPerSecond = speed === undefined ? undefined : Math.min(150, speed * METERS_PER_SECOND_PER_KNOT);
      const taken = takePositions(gateway, worker, { t, lat, lon, speed: metersPerSecond, heading, accuracy, battery });
      return taken.ok ? { ok: true } : sendRefusal(reply, taken);
    },
  });
  app.get('/positions/osmand/id', async (request, reply) => {
    const claims = await bearer(request, signIn);
    if (claims?.kind !== 'worker') return sendRefusal(reply, refuse('forbidden', '只有网格员可以领取设备标识'));
    return { id: `${codeSchema.parse(claims.sub)}.${keyOf(claims.sub)}` };
  });
}

function fieldsOf({ query, body }: FastifyRequest): Record<string, unknown> {
  const asRecord = (value: unknown) => (typeof value === 'object' && value !== null ? value : {});
  const fields: Record<string, unknown> = { ...asRecord(query), ...asRecord(body) };
  return { ...fields, id: fields.id ?? fields.deviceid };
}

/** Milliseconds since the epoch; undefined when it is no time. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  const ms = Number.isFinite(number) ? (number < 100_000_000_000 ? number * 1000 : number) : Date.parse(text);
  return Number.isFinite(ms) ? Math.round(ms) : undefined;
}
