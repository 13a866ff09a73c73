import { z } from 'zod';

/** Version of the wire. A handshake that names another is refused with `invalid`. */
export const PROTOCOL_VERSION = 1;
/** Every version this build speaks; what a refused handshake is told. */
export const SPOKEN_VERSIONS: readonly number[] = [PROTOCOL_VERSION];

/** Bytes of the longest message on the wire; a longer one ends the connection. */
export const MESSAGE_BYTES = 1_000_000;

/** Integer milliseconds since the epoch, UTC. Years 2000–2100: anything else is a broken clock, not a time. */
export const timeSchema = z.number().int().min(946_684_800_000).max(4_102_444_800_000);
/** A UUID (v7 recommended) made by whoever creates the thing. */
export const idSchema = z.uuid();
/** A natural key: grid, department, category, worker, channel … */
/** skills of a worker, in the centre's own words */
export const skillsSchema = z.array(z.string().trim().min(1).max(40)).max(20);
export const codeSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/);
export const lonSchema = z.number().min(-180).max(180);
export const latSchema = z.number().min(-90).max(90);
export const crsSchema = z.enum(['wgs84', 'gcj02', 'bd09']);
/** A local time of the day, `HH:MM`. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const noteSchema = z.string().max(4000);
export const reasonSchema = z.string().trim().min(1).max(1000);
export const titleSchema = z.string().trim().min(1).max(200);

export const ERROR_CODES = [
  'invalid',
  'unauthorized',
  'forbidden',
  'not-found',
  'conflict',
  'gone',
  'rate-limited',
  'unavailable',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
export const errorCodeSchema = z.enum(ERROR_CODES);

/** What every refused acknowledgement looks like; `current` comes with `conflict`. */
export const refusalSchema = z.object({
  ok: z.literal(false),
  code: errorCodeSchema,
  message: z.string(),
  current: z.unknown().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** `data` of a refused handshake. */
export const refusedHandshakeSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  /** with `invalid`: the protocol versions the gateway speaks; older gateways do not say */
  versions: z.array(z.number().int().min(0)).max(100).optional(),
});
export type RefusedHandshake = z.infer<typeof refusedHandshakeSchema>;

export const mediaRefSchema = z.object({
  id: idSchema,
  kind: z.enum(['photo', 'audio', 'video']),
  mime: z.string().max(100),
  size: z.number().int().min(0).max(2_000_000_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export const mediaListSchema = z.array(mediaRefSchema).max(20);

/** An acknowledgement: `{ok:true, …fields}` or a refusal. */
export function ackSchema<T extends z.ZodRawShape>(fields: T) {
  return z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), ...fields }), refusalSchema]);
}
