import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { ROLES } from '#shared/domain/roles.ts';
import { codeSchema } from '#shared/protocol/common.ts';
import { loginRequestSchema, refreshRequestSchema } from '#shared/protocol/http.ts';
import type { SetupCode } from '../auth/setupCode.ts';
import { hashPassword } from '../auth/passwords.ts';
import { type SignIn, userOf } from '../auth/signIn.ts';
import type { AccountStore } from '../storage/storage.ts';
import { invalidPayload, refuse, type WireRefusal } from '../wire/refusal.ts';
import { bearer, sendRefusal } from './answer.ts';

const passwordSchema = z.string().min(8).max(200);
const setupSchema = z.object({ code: z.string().min(1).max(100), username: codeSchema, password: passwordSchema });
const accountSchema = z.object({
  username: codeSchema,
  name: z.string().trim().min(1).max(100),
  kind: z.enum(['operator', 'worker']),
  roles: z.array(z.enum(ROLES)),
  areas: z.array(z.string()).default([]),
  password: passwordSchema,
  disabled: z.boolean().default(false),
});
const revokeSchema = z.object({ username: codeSchema, deviceId: z.string().max(100).optional() });

export interface AuthParts {
  signIn: SignIn;
  accounts: AccountStore;
  setupCode: SetupCode;
}

/** Sign-in, refresh, sign-out, first admin, accounts and revocation. */
export function addAuthRoutes(app: FastifyInstance, { signIn, accounts, setupCode }: AuthParts): void {
  const answer = (reply: FastifyReply, result: { ok: true; body: unknown } | WireRefusal) =>
    result.ok ? reply.send(result.body) : sendRefusal(reply, result);

  app.post('/auth/login', async (request, reply) => {
    const parsed = loginRequestSchema.safeParse(request.body);
    if (!parsed.success) return sendRefusal(reply, invalidPayload(parsed.error));
    return answer(reply, await signIn.login(parsed.data, request.ip));
  });
  app.post('/auth/refresh', async (request, reply) => {
    const parsed = refreshRequestSchema.safeParse(request.body);
    if (!parsed.success) return sendRefusal(reply, invalidPayload(parsed.error));
    return answer(reply, await signIn.refresh(parsed.data.refreshToken));
  });
  app.post('/auth/logout', async (request, reply) => {
    const claims = await bearer(request, signIn);
    if (!claims) return sendRefusal(reply, refuse('unauthorized', '登录已失效，请重新登录'));
    await signIn.revoke(claims.sid);
    return { ok: true };
  });
  app.post('/auth/setup', async (request, reply) => {
    const parsed = setupSchema.safeParse(request.body);
    if (!parsed.success) return sendRefusal(reply, invalidPayload(parsed.error));
    const { code, username, password } = parsed.data;
    if (!setupCode.take(code)) return sendRefusal(reply, refuse('forbidden', '设置码不正确或已使用'));
    const passwordHash = await hashPassword(password);
    const who = { id: username, username, name: username, kind: 'operator' as const, roles: ['admin' as const] };
    await accounts.put([{ ...who, areas: [], passwordHash, demo: false, disabled: false }]);
    return reply.code(201).send({ ok: true });
  });

  const isAdmin = async (request: Parameters<typeof bearer>[0]): Promise<boolean> => {
    const claims = await bearer(request, signIn);
    const account = claims ? await accounts.byId(claims.sub) : null;
    return account?.kind === 'operator' && !account.disabled && account.roles.includes('admin');
  };
  app.post('/auth/accounts', async (request, reply) => {
    if (!(await isAdmin(request))) return sendRefusal(reply, refuse('forbidden', '只有管理员可以管理账号'));
    const parsed = accountSchema.safeParse(request.body);
    if (!parsed.success) return sendRefusal(reply, invalidPayload(parsed.error));
    const { password, ...fields } = parsed.data;
    const account = { ...fields, id: fields.username, passwordHash: await hashPassword(password), demo: false };
    await accounts.put([account]);
    await signIn.revokeAccount(account.id);
    return reply.code(201).send(userOf(account));
  });
  app.post('/auth/revoke', async (request, reply) => {
    if (!(await isAdmin(request))) return sendRefusal(reply, refuse('forbidden', '只有管理员可以注销终端'));
    const parsed = revokeSchema.safeParse(request.body);
    if (!parsed.success) return sendRefusal(reply, invalidPayload(parsed.error));
    return { revoked: await signIn.revokeAccount(parsed.data.username, parsed.data.deviceId) };
  });
}
