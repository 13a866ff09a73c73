import { useTexts } from '../../../i18n/index.ts';
import { type AmendFormProps, useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { EmptyState, Loading, Trouble } from '../../../ui/index.ts';
import { isCaseAction } from '../actions.ts';
import { ActionForm } from '../forms/ActionForm.tsx';
import { type FormAction, isFormAction } from '../forms/spec.ts';
import { texts } from '../locale.ts';
import { CreateAmendForm } from './CreateAmendForm.tsx';

function formActionOf(kind: string): FormAction | null {
  const action = kind.replace(/^case\./, '');
  return isCaseAction(action) && isFormAction(action) ? action : null;
}

/** The action's own form on the case as it is now, filled with what was sent. */
function ActionAmendForm({ item, onSent, onBack }: AmendFormProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const action = formActionOf(item.kind);
  const { data, isPending, error, refetch } = useFeed('case.get', { id: item.entityId ?? '' });
  if (isPending) return <Loading label={t('loading')} />;
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data || !action) return <EmptyState title={t('notFound')} detail={t('notFoundDetail')} />;
  const amends = { opId: item.id, payload: item.payload };
  return <ActionForm view={data} action={action} ownerId={ownerId} amends={amends} onClose={onBack} onSent={onSent} />;
}

/** The form in which an action on a case can be changed and sent again. */
export function CaseAmendForm(props: AmendFormProps) {
  return props.item.kind === 'case.create' ? <CreateAmendForm {...props} /> : <ActionAmendForm {...props} />;
}

/** Whether there is such a form: an action that says nothing has nothing to change. */
export function mayAmendCase(kind: string): boolean {
  return kind === 'case.create' || formActionOf(kind) !== null;
}
