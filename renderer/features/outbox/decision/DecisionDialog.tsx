import { TriangleAlert } from 'lucide-react';
import { type ComponentType, useEffect, useState } from 'react';
import type { CaseView, OutboxItem } from '#shared/contract/views.ts';
import { common, formatTime, opKey, useTexts } from '../../../i18n/index.ts';
import { type AmendFormProps, isSetAside, useCentreTime, useSetAsideWords } from '../../../parts/index.ts';
import { useFeed, useNow, useStatus } from '../../../station/index.ts';
import { ConfirmDialog, Dialog, Icon, Loading, Trouble } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { Comparison } from './Comparison.tsx';
import { caseOf, linesSince, myVersion } from './compare.ts';
import styles from './decision.module.css';
import { LinesSince } from './LinesSince.tsx';
import { MyAction } from './MyAction.tsx';
import { subjectOf } from './payloadFacts.ts';
import { useDecision } from './useDecision.ts';
import { Ways } from './Ways.tsx';

/** Decisions come first in the list, and nobody leaves more of them undecided. */
const MOST = 1000;

export interface DecisionDialogProps {
  opId: string;
  onClose: () => void;
  /** the form an action can be changed in, of those kinds that have one */
  AmendForm: ComponentType<AmendFormProps>;
  mayAmend: (kind: string) => boolean;
  /** to another action that came back: the one this one depended on */
  onDecide: (opId: string) => void;
}

function Reason({
  item,
  blocker,
  onDecide,
}: { item: OutboxItem; blocker: OutboxItem | undefined } & Pick<DecisionDialogProps, 'onDecide'>) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const whyOf = useSetAsideWords();
  const now = useNow(10_000);
  const atCentre = useCentreTime();
  return (
    <div className={styles.reason}>
      <Icon icon={TriangleAlert} />
      <div>
        <p className={styles.why}>{whyOf(item)}</p>
        <p className={styles.quiet}>
          {t('decision.actedAt', { name: item.by.name, time: formatTime(atCentre(item.at), now, true) })}
        </p>
        {blocker && (
          <button type="button" className={styles.link} onClick={() => onDecide(blocker.id)}>
            {t('decision.blocker', { action: tc(opKey(blocker.kind)) })}
          </button>
        )}
      </div>
    </div>
  );
}

/** What both sides say: of a case its two versions, of anything else what was sent. */
function Sides({ item, view }: { item: OutboxItem; view: CaseView | null | undefined }) {
  const t = useTexts(texts);
  const clockOffset = useStatus()?.clockOffset ?? 0;
  const categories = useFeed('category.list', {}).data;
  const base = caseOf(item.base);
  const limits = categories?.find(({ code }) => code === base?.categoryCode)?.limits;
  const mine = myVersion(item, base, { limits, clockOffset }) ?? base;
  const theirs = caseOf(item.current) ?? view?.case ?? null;
  return (
    <>
      <section className={styles.section}>
        <h3>{t('decision.myAction')}</h3>
        <MyAction item={item} />
      </section>
      {view && <LinesSince lines={linesSince(base, view.events)} />}
      {mine && theirs && <Comparison base={base} mine={mine} theirs={theirs} />}
      {!mine && theirs && <p className={styles.quiet}>{t('decision.noBase')}</p>}
    </>
  );
}

function Decision({
  item,
  all,
  onClose,
  AmendForm,
  mayAmend,
  onDecide,
}: DecisionDialogProps & { item: OutboxItem; all: OutboxItem[] }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const isOnCase = item.kind.startsWith('case.') && item.kind !== 'case.create' && item.entityId !== null;
  const view = useFeed('case.get', { id: item.entityId ?? '' }, { enabled: isOnCase });
  const decision = useDecision(item, view.data, onClose);
  const [editing, setEditing] = useState(false);
  const [dropping, setDropping] = useState(false);
  const action = tc(opKey(item.kind));
  const subject = subjectOf(item) ?? view.data?.case.title ?? '';
  const blocker = item.code === 'depends' ? blockerOf(item, all) : undefined;
  const ways = (
    <div className={styles.foot}>
      {decision.problem && (
        <p className={styles.problem} role="alert">
          {decision.problem}
        </p>
      )}
      <Ways
        hasTheirs={isOnCase}
        hindrance={decision.hindrance}
        editable={mayAmend(item.kind)}
        busy={decision.busy}
        onTheirs={() => setDropping(true)}
        onEdit={() => setEditing(true)}
        onAgain={() => void decision.sendAgain()}
      />
    </div>
  );
  return (
    <Dialog
      title={t(editing ? 'decision.editTitle' : 'decision.title', { action })}
      open
      onClose={onClose}
      size="wide"
      footer={editing ? undefined : ways}
    >
      {subject && <p className={styles.subject}>{subject}</p>}
      {!editing && <Reason item={item} blocker={blocker} onDecide={onDecide} />}
      {editing && <AmendForm item={item} onSent={decision.sentChanged} onBack={() => setEditing(false)} />}
      {!editing && (isOnCase && view.isPending ? <Loading /> : <Sides item={item} view={view.data} />)}
      <ConfirmDialog
        title={t(isOnCase ? 'decision.takeTheirsTitle' : 'dropTitle')}
        description={t('dropDetail', { action })}
        open={dropping}
        onClose={() => setDropping(false)}
        confirmLabel={t(isOnCase ? 'decision.takeTheirs' : 'decision.giveUp')}
        danger
        onConfirm={async () => {
          await decision.takeTheirs();
          setDropping(false);
        }}
      />
    </Dialog>
  );
}

/** The action before this one on the same thing that did not succeed. */
function blockerOf(item: OutboxItem, all: readonly OutboxItem[]): OutboxItem | undefined {
  return all.find(
    (one) => one.id !== item.id && one.entityId === item.entityId && isSetAside(one) && one.code !== 'depends',
  );
}

/**
 * An action that came back: why, what the operator did and on what, what the centre has now, and three ways out. It closes by
 * itself when the action is decided about, here or at another window of this desk.
 */
export function DecisionDialog(props: DecisionDialogProps) {
  const { opId, onClose } = props;
  const t = useTexts(texts);
  const { data, isPending, isFetching, error, refetch } = useFeed('outbox.list', { limit: MOST });
  const item = data?.find((one) => one.id === opId);
  // An answer kept from before the action came back says nothing about it.
  const isOver = data !== undefined && !isFetching && !(item && isSetAside(item));
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  if (item && isSetAside(item)) return <Decision key={opId} {...props} item={item} all={data ?? []} />;
  return (
    <Dialog title={t('decision.open')} open onClose={onClose}>
      {(isPending || isFetching) && <Loading />}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
    </Dialog>
  );
}
