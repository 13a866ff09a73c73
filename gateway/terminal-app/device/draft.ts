import { z } from 'zod';
import { serviceSchema } from '../core/categories.ts';

/** What was typed of a report and not sent yet: a phone may end a page whenever its camera opens. */
const draftSchema = z.object({
  category: serviceSchema.nullable(),
  title: z.string(),
  text: z.string(),
  address: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;
export const EMPTY: Draft = { category: null, title: '', text: '', address: '' };

const keyOf = (workerId: string) => `terminal.draft.${workerId}`;

export function readDraft(workerId: string): Draft {
  try {
    return draftSchema.parse(JSON.parse(localStorage.getItem(keyOf(workerId)) ?? ''));
  } catch {
    return EMPTY;
  }
}
export function keepDraft(workerId: string, draft: Draft): void {
  localStorage.setItem(keyOf(workerId), JSON.stringify(draft));
}
