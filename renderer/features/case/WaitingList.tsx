import type { CaseView, OutboxItem } from '#shared/contract/views.ts';
import { common, formatTime, opKey, refusalWords, useTexts } from '../../i18n/index.ts';
import { browserDrafts, useOutboxVerbs } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { Badge, Button } from '../../ui/index.ts';
import { isCaseAction, mayTake } from './actions.ts';
import styles from './case.module.css';
import { draftOfPayload } from './forms/draftOfPayload.ts';
import { type FormAction, isFormAction } from './forms/spec.ts';
import { texts } from './locale.ts';

const LOOKS = { held: 'plain', waiting: 'plain', sending: 'accent', conflict: 'warn', refused: 'alert' } as const;

interface WaitingListProps {
  view: CaseView;
  ownerId: string;
  /** opens the form of an action; its draft lies ready */
  onEdit: (action: FormAction) => void;
}

function WaitingItem({ item, view, ownerId, onEdit }: WaitingListProps & { item: OutboxItem }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const verbs = useOutboxVerbs(item.id);
  const now = useNow(1000);
  const action = item.kind.replace(/^case\./, '');
  const ended = item.state === 'conflict' || item.state === 'refused';
  const editable = isCaseAction(action) && isFormAction(action) && mayTake(view.actions, action);
  const edit = async () => {
    // Refused to be taken back it still stands in the list: a form beside it would send it twice.
    if (!isFormAction(action) || !(await verbs.dismiss())) return;
    browserDrafts().write(`${ownerId}.case.${view.case.id}.${action}`, draftOfPayload(item.payload));
    onEdit(action);
  };
  return (
    <li className={styles.waitingItem}>
      <Badge look={LOOKS[item.state]}>{tc(`outbox.${item.state}`)}</Badge>
      <strong>{tc(opKey(item.kind))}</strong>
      <time className={styles.quiet}>{formatTime(item.at, now, true)}</time>
      {ended && (
        <span className={styles.why}>
          {item.state === 'conflict' && !item.message ? t('waiting.conflict') : refusalWords(item)}
        </span>
      )}
      <span className={styles.waitingButtons}>
        {item.state === 'held' && (
          <Button size="small" onClick={() => void verbs.undo()}>
            {tc('verbs.undo')}
          </Button>
        )}
        {ended && (
          <>
            <Button size="small" look="quiet" onClick={() => void verbs.dismiss()}>
              {t('waiting.drop')}
            </Button>
            {editable && (
              <Button size="small" look="quiet" onClick={() => void edit()}>
                {t('waiting.edit')}
              </Button>
            )}
            <Button size="small" onClick={() => void verbs.retry()}>
              {t('waiting.again')}
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

/** Actions of this desk on the case that the centre has not confirmed; refused ones with the reason and a way on. */
export function WaitingList(props: WaitingListProps) {
  const t = useTexts(texts);
  const { waiting } = props.view;
  if (waiting.length === 0) return null;
  return (
    <section className={styles.waiting} aria-label={t('waiting.heading')}>
      <h4 className={styles.heading}>{t('waiting.heading')}</h4>
      <ul>
        {waiting.map((item) => (
          <WaitingItem key={item.id} item={item} {...props} />
        ))}
      </ul>
    </section>
  );
}
