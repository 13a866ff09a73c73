import { CASE_POLICY, CASE_POLICY_SETTING, type CasePolicy, casePolicySchema } from '#shared/protocol/desks.ts';
import type { Directory } from '../directory/directory.ts';

/** How this centre works its cases; as it comes when its setting is not there or says something else. */
export function casePolicy({ settings }: Pick<Directory, 'settings'>): CasePolicy {
  const parsed = casePolicySchema.safeParse(settings.get(CASE_POLICY_SETTING) ?? {});
  return parsed.success ? parsed.data : CASE_POLICY;
}
