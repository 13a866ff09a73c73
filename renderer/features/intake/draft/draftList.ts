import { z } from 'zod';

/** The drafts of one operator, oldest first. */
export const draftListSchema = z.object({
  drafts: z.array(
    z.object({
      id: z.string(),
      /** the case it was sent as; it comes back as a draft when that one is taken back */
      caseId: z.string().nullable(),
    }),
  ),
  openId: z.string().nullable(),
  /** the wish for a new draft that was answered last */
  nonce: z.string().nullable(),
});
export type DraftList = z.infer<typeof draftListSchema>;

export const NO_DRAFTS: DraftList = { drafts: [], openId: null, nonce: null };

/** sent ones that are still looked after */
const MOST_SENT = 5;

export function open(list: DraftList): DraftList['drafts'] {
  return list.drafts.filter(({ caseId }) => caseId === null);
}

/** With a new draft that is open; the wish for it is answered once. */
export function begun(list: DraftList, id: string, nonce: string | null): DraftList {
  return { drafts: [...list.drafts, { id, caseId: null }], openId: id, nonce };
}

/** Sent: the draft before it is open now, or the next. */
export function sent(list: DraftList, id: string, caseId: string): DraftList {
  const drafts = list.drafts.map((draft) => (draft.id === id ? { ...draft, caseId } : draft));
  const old = drafts.filter((draft) => draft.caseId !== null).slice(0, -MOST_SENT);
  return withOpen({ ...list, drafts: drafts.filter((draft) => !old.includes(draft)) });
}

export function removed(list: DraftList, id: string): DraftList {
  return withOpen({ ...list, drafts: list.drafts.filter((draft) => draft.id !== id) });
}

/** The case it was sent as is gone: it was taken back. */
export function restored(list: DraftList, id: string): DraftList {
  const drafts = list.drafts.map((draft) => (draft.id === id ? { ...draft, caseId: null } : draft));
  return { ...list, drafts, openId: id };
}

function withOpen(list: DraftList): DraftList {
  const left = open(list);
  const isOpen = left.some(({ id }) => id === list.openId);
  return { ...list, openId: isOpen ? list.openId : (left.at(-1)?.id ?? null) };
}
