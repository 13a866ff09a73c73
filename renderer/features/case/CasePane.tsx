import { Copy, Megaphone, Radio, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useOwnId } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Panel, showToast, Trouble, useKeys } from '../../ui/index.ts';
import { ActionBar } from './ActionBar.tsx';
import { offersOf } from './actions.ts';
import { CaseBody } from './CaseBody.tsx';
import { CaseHead } from './CaseHead.tsx';
import styles from './case.module.css';
import { ActionForm } from './forms/ActionForm.tsx';
import { texts } from './locale.ts';
import { CASE_KEYS, useCaseActions } from './useCaseActions.ts';

export interface CasePaneProps {
  caseId: string;
  onClose: () => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onCommand: (about: { caseId: string }) => void;
  onOpenWorker: (id: string) => void;
  onDecide: (opId: string) => void;
  /** opens the radio channel of this incident; without it there is nobody to talk to now */
  onCall?: (about: { caseId: string; title: string; workerIds: string[] }) => void;
  /** what other features know of the case */
  more?: ReactNode;
}

function CaseNumber({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { number } = view.case;
  if (!number) return <span className={styles.pendingNumber}>{tc('numberPending')}</span>;
  const copy = () => {
    void navigator.clipboard.writeText(number).then(
      () => showToast({ title: t('copied') }),
      () => showToast({ title: t('notCopied'), look: 'warn' }),
    );
  };
  return (
    <span className={styles.number}>
      <span data-selectable>{number}</span>
      <IconButton icon={Copy} label={t('copy')} size="small" onClick={copy} />
    </span>
  );
}

/** The case as a channel is named after it, with whoever handles it on it. */
function incidentOf({ case: { id, title, workerIds } }: CaseView) {
  return { caseId: id, title, workerIds };
}

interface OpenCaseProps extends CasePaneProps {
  view: CaseView;
  actions: ReturnType<typeof useCaseActions>;
}

function OpenCase({ view, actions, ...props }: OpenCaseProps) {
  const ownerId = useOwnId();
  return (
    <div className={styles.pane}>
      <div className={styles.top}>
        <CaseHead view={view} />
        <ActionBar
          offers={offersOf(view.actions)}
          open={actions.form}
          busy={actions.busy}
          onTake={(offer) => void actions.take(offer)}
        />
      </div>
      {actions.form && (
        <div className={styles.formPlace}>
          <ActionForm
            key={`${view.case.id}.${actions.form}.${ownerId}`}
            view={view}
            action={actions.form}
            ownerId={ownerId}
            onClose={actions.close}
          />
        </div>
      )}
      <CaseBody
        view={view}
        onDecide={props.onDecide}
        onShowOnMap={props.onShowOnMap}
        onOpenWorker={props.onOpenWorker}
        more={props.more}
      />
    </div>
  );
}

function PaneOfCase(props: CasePaneProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { caseId, onClose, onCommand, onCall } = props;
  const { data, isPending, isError, error, refetch } = useFeed('case.get', { id: caseId });
  const actions = useCaseActions(data);
  useKeys(
    CASE_KEYS.map(({ shortcut, actions: names }) => ({
      keys: shortcut,
      label: names.map((name) => tc(`actions.${name}`)).join(' / '),
      group: t('keys'),
      enabled: actions.form === null,
      run: () => actions.press(shortcut),
    })),
  );
  return (
    <Panel
      title={t('title')}
      aside={data ? <CaseNumber view={data} /> : undefined}
      actions={
        <>
          <Button size="small" icon={Megaphone} shortcut="C" onClick={() => onCommand({ caseId })} disabled={!data}>
            {t('command')}
          </Button>
          {onCall && data && <IconButton icon={Radio} label={t('call')} onClick={() => onCall(incidentOf(data))} />}
          <IconButton icon={X} label={t('close')} shortcut="Esc" onClick={onClose} />
        </>
      }
    >
      {isPending && <Loading label={t('loading')} />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data === null && <EmptyState title={t('notFound')} detail={t('notFoundDetail')} />}
      {data && <OpenCase view={data} actions={actions} {...props} />}
    </Panel>
  );
}

/** The open case: what it is, what can be done with it, everything that is known and what has happened. */
export function CasePane(props: CasePaneProps) {
  // Another case is another pane: no form, wish or scroll position of the one before stays.
  return <PaneOfCase key={props.caseId} {...props} />;
}
