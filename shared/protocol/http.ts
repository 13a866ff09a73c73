import { z } from 'zod';
import { codeSchema } from './common.ts';
import { userSchema } from './entities.ts';
import { deviceSchema } from './terminal.ts';

/** HTTP on the gateway's port. */
export const loginRequestSchema = z.object({
  username: codeSchema,
  password: z.string().min(1).max(200),
  /** a worker's account sends its device; the token then opens `/terminal` */
  device: deviceSchema.optional(),
});
export type LoginRequest = z.infer<typeof loginRequestSchema>;
export const loginAnswerSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** seconds the access token lives */
  expiresIn: z.number().int().positive(),
  user: userSchema,
});
export type LoginAnswer = z.infer<typeof loginAnswerSchema>;
export const refreshRequestSchema = z.object({ refreshToken: z.string().min(1).max(4000) });
/** Body of every refused HTTP request. */
export const httpRefusalSchema = z.object({ code: z.string(), message: z.string() });
export const healthSchema = z.object({ ok: z.literal(true), version: z.string(), protocol: z.literal(1) });
/** `PUT /media/{id}` carries `X-Sha256`, `Content-Type` and, when resuming, `Content-Range`. */
export const mediaAnswerSchema = z.object({ id: z.string(), size: z.number().int(), complete: z.boolean() });
