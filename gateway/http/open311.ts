import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Case, ENDED_STATES } from '#shared/domain/case.ts';
import { codeSchema, idSchema, latSchema, lonSchema } from '#shared/protocol/common.ts';
import type { Category } from '#shared/protocol/entities.ts';
import { decideComplaint } from '../cases/complaint.ts';
import { decideNewCase } from '../cases/newCase.ts';
import type { Gateway } from '../context.ts';
import { refuse } from '../wire/refusal.ts';
import { TokenBucket } from '../wire/tokenBucket.ts';

/** Public intake: a few requests a minute from one address. */
const RATE = { perSecond: 0.2, burst: 10 };
const MOST_ADDRESSES = 10_000;
const RESIDENT = { id: 'open311', name: '市民', kind: 'system' } as const;
const PAGE = 50;

const num = (schema: z.ZodNumber) => z.coerce.number().pipe(schema);
const requestSchema = z.object({
  service_code: codeSchema,
  lat: num(latSchema),
  long: num(lonSchema),
  address_string: z.string().max(300).optional(),
  description: z.string().trim().min(1).max(4000),
  first_name: z.string().max(50).optional(),
  last_name: z.string().max(50).optional(),
  phone: z.string().max(40).optional(),
  /** beyond GeoReport: the earlier request that was not seen to */
  service_request_id: idSchema.optional(),
});
const listSchema = z.object({
  service_request_id: z.string().max(2000).optional(),
  start_date: z.iso.datetime({ offset: true }).optional(),
  end_date: z.iso.datetime({ offset: true }).optional(),
});

/**
 * GeoReport v2 (Open311), JSON: residents' reports come in as cases, and their state can be asked for. Never tells a
 * contact or the text of a report: both may name people.
 */
export function addOpen311Routes(app: FastifyInstance, gateway: Gateway): void {
  const { directory, storage } = gateway;
  const buckets = new Map<string, TokenBucket>();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  app.get('/open311/v2/services.json', async () => [...directory.categories.values()].map(serviceOf));
  app.get<{ Params: { code: string } }>('/open311/v2/services/:code.json', async (request, reply) => {
    const category = directory.categories.get(request.params.code);
    return category
      ? { service_code: category.code, attributes: [] }
      : reply.code(404).send(errorsOf(404, '没有这个类别'));
  });

  app.post('/open311/v2/requests.json', async (request, reply) => {
    if (!takeToken(buckets, request.ip, gateway.now()))
      return reply.code(429).send(errorsOf(429, '提交过于频繁，请稍后再试'));
    const parsed = requestSchema.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send(errorsOf(400, problemOf(parsed.error)));
    const earlier = parsed.data.service_request_id;
    if (earlier !== undefined && (await complainAgain(gateway, earlier, parsed.data.description))) {
      return reply
        .code(201)
        .send([{ service_request_id: earlier, service_notice: '已记录您的再次反映，我们会尽快处理' }]);
    }
    const opened = await openRequest(gateway, parsed.data);
    if (!opened.ok) return reply.code(400).send(errorsOf(400, opened.message));
    return reply.code(201).send([{ service_request_id: opened.id, service_notice: '已受理，我们会尽快处理' }]);
  });
  app.get<{ Params: { id: string } }>('/open311/v2/requests/:id.json', async (request, reply) => {
    const row = idSchema.safeParse(request.params.id).success ? await storage.get('case', request.params.id) : null;
    // What came in another way is not the public's to look up.
    return row?.source === 'open311'
      ? [requestOf(row, directory.categories)]
      : reply.code(404).send(errorsOf(404, '没有这个诉求'));
  });
  app.get('/open311/v2/requests.json', async (request, reply) => {
    const parsed = listSchema.safeParse(request.query);
    if (!parsed.success) return reply.code(400).send(errorsOf(400, problemOf(parsed.error)));
    const rows = await findRequests(gateway, parsed.data);
    return rows.filter((row) => row.source === 'open311').map((row) => requestOf(row, directory.categories));
  });
}

async function openRequest(gateway: Gateway, sent: z.infer<typeof requestSchema>) {
  const id = gateway.newId();
  const name = [sent.last_name, sent.first_name].filter(Boolean).join('');
  const contact = name || sent.phone ? { name: name || undefined, phone: sent.phone } : undefined;
  const decision = await decideNewCase(
    gateway,
    {
      id,
      categoryCode: sent.service_code,
      title: gateway.directory.categories.get(sent.service_code)?.zh ?? sent.service_code,
      text: sent.description,
      source: 'open311',
      reportedAt: gateway.now(),
      reporterId: null,
      lon: sent.long,
      lat: sent.lat,
      address: sent.address_string ?? '',
      media: [],
      contact,
    },
    { actor: RESIDENT, roles: [], deskAt: gateway.now() },
  );
  if (!decision.ok) return decision;
  const done = await gateway.storage.commit(decision.unit);
  return done.ok ? { ok: true as const, id } : refuse('unavailable', '中心忙，请稍后再试');
}

const TRIES = 8;

/** The resident speaks again of a request of theirs. False when it is none of the public's, or has to be told anew. */
async function complainAgain(gateway: Gateway, id: string, note: string): Promise<boolean> {
  const told = await gateway.storage.get('case', id);
  if (told?.source !== 'open311') return false;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const teller = { actor: RESIDENT, roles: [], deskAt: gateway.now() };
    const decision = await decideComplaint(gateway, { of: id, note }, teller);
    if (!decision) return false;
    if ((await gateway.storage.commit(decision.unit)).ok) return true;
  }
  return false;
}

async function findRequests({ storage }: Gateway, sent: z.infer<typeof listSchema>): Promise<Case[]> {
  if (sent.service_request_id !== undefined) {
    const ids = sent.service_request_id.split(',').slice(0, PAGE);
    const rows = await Promise.all(ids.map((id) => storage.get('case', id.trim())));
    return rows.filter((row) => row !== null);
  }
  const from = sent.start_date === undefined ? undefined : Date.parse(sent.start_date);
  const to = sent.end_date === undefined ? undefined : Date.parse(sent.end_date);
  return (await storage.searchCases({ from, to, limit: PAGE })).rows as Case[];
}

function serviceOf(category: Category) {
  return {
    service_code: category.code,
    service_name: category.zh,
    description: `${category.classZh} / ${category.groupZh} / ${category.zh}`,
    metadata: false,
    type: 'realtime',
    keywords: category.synonyms.join(','),
    group: category.groupZh,
  };
}

function requestOf(row: Case, categories: ReadonlyMap<string, Category>) {
  return {
    service_request_id: row.id,
    token: row.number ?? undefined,
    status: ENDED_STATES.includes(row.state) ? 'closed' : 'open',
    service_code: row.categoryCode,
    service_name: categories.get(row.categoryCode)?.zh ?? row.categoryCode,
    requested_datetime: new Date(row.reportedAt).toISOString(),
    updated_datetime: new Date(row.updatedAt).toISOString(),
    lat: row.lat,
    long: row.lon,
  };
}

function errorsOf(code: number, description: string) {
  return [{ code, description }];
}

function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') ?? ''}：${issue?.message ?? ''}`;
}

function takeToken(buckets: Map<string, TokenBucket>, address: string, now: number): boolean {
  if (buckets.size > MOST_ADDRESSES) buckets.clear();
  const bucket = buckets.get(address) ?? new TokenBucket(RATE, now);
  buckets.set(address, bucket);
  return bucket.take(RATE, now);
}
