import { z } from 'zod';
import { userSchema } from '../protocol/entities.ts';
import { pageKindSchema } from './bridge.ts';

/**
 * Who sits at this desk, handed to main and given back to a station that stands in for a crashed one, so that a crash signs
 * nobody out. It holds tokens: it lives in memory only and is never written or logged.
 */
export const keptSessionSchema = z.object({
  state: z.enum(['signed-in', 'offline']),
  user: userSchema,
  tokens: z.object({ access: z.string(), refresh: z.string(), endsAt: z.number() }).nullable(),
  credentials: z.object({ username: z.string(), password: z.string() }).nullable(),
});
export type KeptSession = z.infer<typeof keptSessionSchema>;

/** The key of what is encrypted at rest and where main keeps it. In memory only: never logged, in no argument or environment. */
export const vaultKeySchema = z.object({
  /** 32 bytes in base64 */
  key: z.base64().length(44),
  kept: z.enum(['keychain', 'file']),
});
export type VaultKey = z.infer<typeof vaultKeySchema>;

/** Main process ↔ station, over the utility process's own port. Ports for windows travel with `window`. */
export const stationConfigSchema = z.object({
  /** the data folder: `station.db`, media, backups */
  home: z.string().min(1),
  /** base URL of the gateway, '' when none is configured */
  gateway: z.string(),
  demo: z.boolean(),
  /** folder of Electron's resources: where the runtime keeps its own SQLite driver */
  resourcesPath: z.string(),
  undoSeconds: z.number(),
  /** folder of the district's files; null: nothing is known of its ground */
  district: z.string().nullable().default(null),
  /** demo only: sign in at once as this account */
  autoSignIn: z.object({ username: z.string(), password: z.string() }).nullable(),
  /** of the station that this one stands in for */
  session: keptSessionSchema.nullable().default(null),
  vault: vaultKeySchema,
});
export type StationConfig = z.infer<typeof stationConfigSchema>;

export const toStationSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), config: stationConfigSchema }),
  /** a window's port comes with it */
  z.object({ type: z.literal('window'), windowId: z.number(), kind: pageKindSchema }),
  /** the gateway's address has become known or has changed */
  z.object({ type: z.literal('gateway'), url: z.string() }),
  z.object({ type: z.literal('undo-seconds'), seconds: z.number() }),
  /** the key that talks from any app was pressed */
  z.object({ type: z.literal('talk-key') }),
  /** the machine sleeps or wakes */
  z.object({ type: z.literal('power'), state: z.enum(['suspend', 'resume']) }),
  /** asked for its status, for a diagnostics bundle */
  z.object({ type: z.literal('tell') }),
  /** asked for a token of the centre's, for its own streams */
  z.object({ type: z.literal('token') }),
  z.object({ type: z.literal('stop') }),
]);
export type ToStation = z.infer<typeof toStationSchema>;

export const fromStationSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('session'), session: keptSessionSchema.nullable() }),
  z.object({ type: z.literal('status'), status: z.unknown() }),
  /** answers `token`; null while there is none to be had */
  z.object({ type: z.literal('token'), token: z.string().nullable() }),
  /** where windows may fetch streams: all of them, each time; the gateway's own is asked for with a token */
  z.object({ type: z.literal('streams'), origins: z.array(z.string()), gateway: z.string().nullable() }),
  z.object({ type: z.literal('stopped') }),
  z.object({ type: z.literal('failed'), reason: z.string(), detail: z.string() }),
]);
export type FromStation = z.infer<typeof fromStationSchema>;
