import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CASE_POLICY,
  CASE_POLICY_SETTING,
  REPLY_TEMPLATES_SETTING,
  type ReplyTemplate,
} from '#shared/protocol/desks.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import type { Session } from '../session/session.ts';
import { casePolicy, replyTemplateList } from './caseSettings.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';

const LEAD: User = { id: 'lead', name: '值班长', roles: ['shift-lead'], areas: [] };
const OTHER: User = { ...LEAD, id: 'lead2' };
const template = (name: string): ReplyTemplate => ({ id: v7(), name, actions: [], states: [], text: name });

let db: Db;
let cache: Cache;
let context: FeedContext;
beforeEach(() => {
  ({ db, cache, context } = contextForTest());
  context.session = { user: LEAD } as Session;
});
afterEach(() => db.close());

function setting(key: string, value: unknown): void {
  cache.put('a', 'setting', key, { key, version: 1, value }, nothingApplied());
}
function waits(user: User, kind: OpKind, payload: unknown): void {
  const id = v7();
  const times = { at: 1, serverAt: 1, holdUntil: null };
  const versions = { baseVersion: null, seenVersion: null };
  context.outbox.add({
    id,
    user,
    kind,
    lane: id,
    entityId: null,
    waitsFor: null,
    ...versions,
    ...times,
    base: null,
    payload,
  });
}

describe('[ST251] reply templates', () => {
  it('are the centre’s with what this operator saved and deleted laid over them, by name', async () => {
    const [kept, gone, fresh, others] = ['丙', '乙', '甲', '丁'].map(template);
    if (!kept || !gone || !fresh || !others) throw new Error('four are made');
    setting(REPLY_TEMPLATES_SETTING, [kept, gone]);
    waits(LEAD, 'reply-template.save', { template: fresh });
    waits(LEAD, 'reply-template.delete', { templateId: gone.id });
    waits(OTHER, 'reply-template.save', { template: others });
    const names = (await replyTemplateList(context, {})).map(({ name }) => name);
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(['丙', '甲'].toSorted((a, b) => a.localeCompare(b)));
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'zh-CN')));
  });
});

describe('[ST251] the policy of cases', () => {
  it('is what this operator set last, else the centre’s, else as everywhere', async () => {
    expect(await casePolicy(context, {})).toEqual(CASE_POLICY);
    setting(CASE_POLICY_SETTING, { ...CASE_POLICY, claimMinutes: 20 });
    expect((await casePolicy(context, {})).claimMinutes).toBe(20);
    waits(OTHER, 'case-policy.set', { policy: { ...CASE_POLICY, claimMinutes: 90 } });
    for (const claimMinutes of [30, 40]) waits(LEAD, 'case-policy.set', { policy: { ...CASE_POLICY, claimMinutes } });
    expect((await casePolicy(context, {})).claimMinutes).toBe(40);
  });
});
