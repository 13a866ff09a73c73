import type { CommandTemplate } from '#shared/protocol/commands.ts';
import type { CommandDraft } from './draft.ts';

const FIELD = /\{([^{}\n]{1,20})\}/g;

/** Names of the fields to fill in, each once, in the order they are read. */
export function fieldsOf(...words: readonly string[]): string[] {
  return [...new Set(words.flatMap((text) => [...text.matchAll(FIELD)].map(([, name]) => name ?? '')))];
}

/** The words with their fields filled in; a field without a value stays as it is. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(FIELD, (whole, name: string) => values[name]?.trim() || whole);
}

/** What a template says, over a draft: who gets it stays. */
export function withTemplate(template: CommandTemplate): Partial<CommandDraft> {
  return {
    kind: template.kind,
    priority: template.priority,
    title: template.title,
    text: template.text,
    requires: template.requires,
    validity: template.validMinutes === null ? 'none' : 'hour',
    validMinutes: template.validMinutes,
    request: template.request ?? null,
    replies: template.replies?.map(({ label }) => label) ?? null,
    fields: {},
  };
}
