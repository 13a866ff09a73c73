import type { CaseView } from '#shared/contract/views.ts';
import type { CaseActionName } from '#shared/domain/case.ts';
import type { ReplyTemplate } from '#shared/protocol/desks.ts';

/** What a template's words may name of a case; anything else stays as it is written. */
export const TEMPLATE_FIELDS = [
  'number',
  'title',
  'address',
  'category',
  'department',
  'due',
  'reported',
  'operator',
] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

const FIELD = /\{\{\s*([a-z]+)\s*\}\}/g;

/** The words with the case's own facts in place of `{{number}}` and its like. */
export function filledTemplate(text: string, values: Readonly<Record<TemplateField, string>>): string {
  return text.replace(FIELD, (whole, name: string) => (isField(name) ? values[name] : whole));
}

function isField(name: string): name is TemplateField {
  return (TEMPLATE_FIELDS as readonly string[]).includes(name);
}

/** Fields that are written but mean nothing: said before a template is saved. */
export function unknownFields(text: string): string[] {
  return [...new Set([...text.matchAll(FIELD)].map(([, name]) => name ?? ''))].filter((name) => !isField(name));
}

/** Templates for an action on a case of this state: those made for it first, then those for every action. */
export function fittingTemplates(
  templates: readonly ReplyTemplate[],
  action: CaseActionName,
  { state }: Pick<CaseView['case'], 'state'>,
): ReplyTemplate[] {
  const fitting = templates.filter(
    ({ actions, states }) =>
      (actions.length === 0 || actions.includes(action)) && (states.length === 0 || states.includes(state)),
  );
  return fitting.toSorted((a, b) => Number(b.actions.length > 0) - Number(a.actions.length > 0));
}
