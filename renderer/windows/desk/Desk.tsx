import { ActToasts, DecisionNotices } from '../../features/outbox/index.ts';
import { useFacts, useStatus } from '../../station/index.ts';
import { SignIn } from '../sign-in/index.ts';
import { DeskDialogs } from './DeskDialogs.tsx';
import styles from './desk.module.css';
import { StartUp } from './StartUp.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import { useDesk } from './store.ts';
import { useInteractive } from './useInteractive.ts';
import { useNotices, useProposalNotices, useSalvageNotice } from './useNotices.ts';
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
const openOutbox = () => useDesk.getState().setDialog('outbox');

/** The desk: the strip always, below it what the session allows. */
export function Desk() {
  const status = useStatus();
  const view = viewOf(status?.session.state, useFacts()?.signedIn);
  useInteractive(view);
  useNotices();
  useSalvageNotice();
  useProposalNotices(view === 'desk');
  return (
    <div className={styles.desk}>
      <StatusStrip signedIn={view === 'desk'} />
      {view === 'starting' && <StartUp />}
      {view === 'sign-in' && <SignIn />}
      {view === 'desk' && <Workspace />}
      <ActToasts />
      {view === 'desk' && <DecisionNotices onDecide={decide} onOpenList={openOutbox} />}
      <DeskDialogs signedIn={view === 'desk'} />
    </div>
  );
}
