import { Copy, Megaphone, Radio, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Place } from '#shared/contract/dossierViews.ts';
import type { Recording } from '#shared/contract/radio.ts';
import { ENDED_STATES } from '#shared/domain/case.ts';
import type { CaseView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { type ShownClaim, useClaimWhileOpen, useOwnId } from '../../parts/index.ts';
import { gatewayNow, useFeed } from '../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Panel, showToast, Trouble, useKeys } from '../../ui/index.ts';
import { ActionBar } from './ActionBar.tsx';
import { offersOf } from './actions.ts';
import { CaseBody } from './CaseBody.tsx';
import { CaseHead } from './CaseHead.tsx';
import styles from './case.module.css';
import { ActionForm } from './forms/ActionForm.tsx';
import { texts } from './locale.ts';
import { PrintButton } from './print/PrintButton.tsx';
import { refusalInCase } from './standing/refusalInCase.ts';
import { Standing } from './standing/Standing.tsx';
import { useClaimGuard } from './useClaimGuard.tsx';
import { CASE_KEYS, useCaseActions } from './useCaseActions.ts';

export interface CasePaneProps {
  caseId: string;
  onClose: () => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onCommand: (about: { caseId: string }) => void;
  onOpenWorker: (id: string) => void;
  onOpenCase: (id: string) => void;
  onDecide: (opId: string) => void;
  /** opens the form in which what was taken down is corrected; without it a short one here */
  onCorrect?: (caseId: string) => void;
  /** opens the radio channel of this incident; without it there is nobody to talk to now */
  onCall?: (about: { caseId: string; title: string; workerIds: string[] }) => void;
  /** what other features know of the case */
  more?: ReactNode;
  talk?: (recording: Recording) => ReactNode;
  onPlace?: (place: Place) => void;
  /** to who was around it, played again; without it nothing leads there */
  onAround?: () => void;
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
  claim: ShownClaim | null;
  actions: ReturnType<typeof useCaseActions>;
}

function OpenCase({ view, claim, actions, ...props }: OpenCaseProps) {
  const ownerId = useOwnId();
  return (
    <div className={styles.pane}>
      <div className={styles.top}>
        <CaseHead view={view} claim={claim} />
        <ActionBar
          offers={offersOf(view.actions)}
          open={actions.form}
          busy={actions.busy}
          onTake={(offer) => void actions.take(offer)}
          why={(reason) => refusalInCase({ reason }, view, ownerId, gatewayNow())}
        />
        <Standing view={view} onForm={actions.openForm} />
      </div>
      {actions.form && (
        <div className={styles.formPlace}>
          <ActionForm
            key={`${view.case.id}.${actions.form}.${actions.about ?? ''}.${ownerId}`}
            view={view}
            action={actions.form}
            ownerId={ownerId}
            about={actions.about}
            onClose={actions.close}
            onSent={actions.sent}
          />
        </div>
      )}
      <CaseBody
        view={view}
        onDecide={props.onDecide}
        onShowOnMap={props.onShowOnMap}
        onOpenWorker={props.onOpenWorker}
        onOpenCase={props.onOpenCase}
        onForm={actions.openForm}
        more={props.more}
        talk={props.talk}
        onPlace={props.onPlace}
        onAround={props.onAround}
      />
    </div>
  );
}

function PaneOfCase(props: CasePaneProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { caseId, onClose, onCommand, onCall } = props;
  const { data, isPending, isError, error, refetch } = useFeed('case.get', { id: caseId });
  const claim = useClaimWhileOpen(caseId, data != null && !ENDED_STATES.includes(data.case.state));
  const { mayGoOn, question } = useClaimGuard(claim);
  const actions = useCaseActions(data, mayGoOn, props.onCorrect);
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
          {data && <PrintButton caseId={caseId} />}
          <IconButton icon={X} label={t('close')} shortcut="Esc" onClick={onClose} />
        </>
      }
    >
      {isPending && <Loading label={t('loading')} />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data === null && <EmptyState title={t('notFound')} detail={t('notFoundDetail')} />}
      {data && <OpenCase view={data} claim={claim} actions={actions} {...props} />}
      {question}
    </Panel>
  );
}

/** The open case: what it is, what can be done with it, everything that is known and what has happened. */
export function CasePane(props: CasePaneProps) {
  // Another case is another pane: no form, wish or scroll position of the one before stays.
  return <PaneOfCase key={props.caseId} {...props} />;
}
