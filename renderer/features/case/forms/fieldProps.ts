import type { CaseView } from '#shared/contract/views.ts';
import type { Proposals } from './proposals.ts';
import type { FormAction, FormDraft } from './spec.ts';

/** What every field of an action's form is given. */
export interface FieldProps {
  view: CaseView;
  action: FormAction;
  draft: FormDraft;
  proposals: Proposals;
  change: (change: Partial<FormDraft>) => void;
  autoFocus: boolean;
}
