import { alarms } from './common/alarms.ts';
import { cases } from './common/cases.ts';
import { deeds } from './common/deeds.ts';
import { errors } from './common/errors.ts';
import { page } from './common/page.ts';
import { people } from './common/people.ts';
import { defineTexts } from './texts.ts';

/** Words every feature uses: the domain's nouns and verbs, exactly as domain.md has them. */
export const common = defineTexts('common', {
  zh: { ...alarms.zh, ...cases.zh, ...deeds.zh, ...errors.zh, ...page.zh, ...people.zh },
  en: { ...alarms.en, ...cases.en, ...deeds.en, ...errors.en, ...page.en, ...people.en },
});

/** The name of an op kind: `case.accept` is the action's own word. */
export function opKey(kind: string): `actions.${keyof typeof common.zh.actions}` | `ops.${keyof typeof common.zh.ops}` {
  const action = kind.startsWith('case.') ? kind.slice('case.'.length) : kind;
  if (action in common.zh.actions) return `actions.${action as keyof typeof common.zh.actions}`;
  return `ops.${kind as keyof typeof common.zh.ops}`;
}
