import { ActToasts, DecisionNotices } from '../../features/outbox/index.ts';
import { ReportNotices } from '../../features/reports/index.ts';
import type { Panel } from '#shared/contract/windows.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFacts, useStatus } from '../../station/index.ts';
import { SignIn } from '../sign-in/index.ts';
import { DeskDialogs } from './DeskDialogs.tsx';
import styles from './desk.module.css';
import { PanelDesk } from './PanelDesk.tsx';
import { StartUp } from './StartUp.tsx';
import { texts } from './locale.ts';
import { StatusStrip } from './StatusStrip.tsx';
import { useDesk } from './store.ts';
import { useInteractive } from './useInteractive.ts';
import { useLink } from './useLink.ts';
import { useNotices, useProposalNotices, useSalvageNotice, useVoiceCallNotices } from './useNotices.ts';
import { useTogether } from './useTogether.ts';
import { Workspace } from './Workspace.tsx';

type Session = 'signed-out' | 'signed-in' | 'offline';

/**
 * What stands below the strip. Until the station answers, main's word decides: where nobody can be signed in the form is
 * there at once, so that an operator types while the station still opens its database.
 */
export function viewOf(session: Session | undefined, signedIn: boolean | undefined): 'starting' | 'sign-in' | 'desk' {
  if (session === undefined) return signedIn === false ? 'sign-in' : 'starting';
  return session === 'signed-out' ? 'sign-in' : 'desk';
}

const decide = (opId: string) => useDesk.getState().decide(opId);
const openFigures = () => useDesk.getState().setDialog('figures');
const openOutbox = () => useDesk.getState().setDialog('outbox');

/** The desk: the strip always, below it what the session allows. */
export function Desk() {
  const facts = useFacts();
  useTogether(facts?.windowName ?? '');
  if (facts?.panel) return <OnePanel panel={facts.panel} />;
  return <WholeDesk signedIn={facts?.signedIn} />;
}

/** A window of one panel: it signs nobody in, and waits for its desk. */
function OnePanel({ panel }: { panel: Panel }) {
  const t = useTexts(texts);
  const signedIn = viewOf(useStatus()?.session.state, true) === 'desk';
  useInteractive('sign-in');
  return (
    <div className={styles.desk}>
      {signedIn ? <PanelDesk panel={panel} /> : <p className={styles.panelEmpty}>{t('panels.signedOut')}</p>}
      <ActToasts />
      <DeskDialogs signedIn={signedIn} />
    </div>
  );
}

function WholeDesk({ signedIn }: { signedIn: boolean | undefined }) {
  const status = useStatus();
  const view = viewOf(status?.session.state, signedIn);
  useInteractive(view);
  useLink(view === 'desk');
  useNotices();
  useSalvageNotice();
  useProposalNotices(view === 'desk');
  useVoiceCallNotices(view === 'desk');
  return (
    <div className={styles.desk}>
      <StatusStrip signedIn={view === 'desk'} />
      {view === 'starting' && <StartUp />}
      {view === 'sign-in' && <SignIn />}
      {view === 'desk' && <Workspace />}
      <ActToasts />
      {view === 'desk' && <DecisionNotices onDecide={decide} onOpenList={openOutbox} />}
      {view === 'desk' && <ReportNotices onOpen={openFigures} />}
      <DeskDialogs signedIn={view === 'desk'} />
    </div>
  );
}
