import { CASE_POLICY, CASE_POLICY_SETTING, type CasePolicy, casePolicySchema } from '#shared/protocol/desks.ts';
import type { Stores } from '../cache/cache.ts';

/** The centre's rules of cases; as everywhere when it has none, or none that can be read. */
export function casePolicyOf(stores: Pick<Stores, 'entities'>): CasePolicy {
  const parsed = casePolicySchema.safeParse(stores.entities.get('setting', CASE_POLICY_SETTING)?.value);
  return parsed.success ? parsed.data : CASE_POLICY;
}
