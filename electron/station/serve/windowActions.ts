import type { StationActions } from './functions.ts';
import type { StorageGuard } from '../db/guard.ts';
import type { StorageCare } from '../care/storageCare.ts';
import type { ImportDesk } from '../imports/importDesk.ts';
import type { CentreLink } from '../link/centreLink.ts';
import type { Outgoing } from '../media/outgoing.ts';
import type { Desk } from '../outbox/desk.ts';
import type { Session } from '../session/session.ts';
import type { LookUps } from '../trails/lookUps.ts';
import { exportContacts } from '../vault/contactExport.ts';
import type { Reveals } from '../vault/reveals.ts';
import { no } from './answers.ts';

interface WindowActionsWorld {
  desk: Desk;
  guard: StorageGuard;
  lookUps: LookUps;
  outgoing: Outgoing;
  imports: ImportDesk;
  reveals: Reveals;
  session: Session;
  care: StorageCare;
  link: CentreLink;
  now(): number;
  /** what happens before an operator is gone from this desk */
  leave(): Promise<void>;
}

/** What a window may do to this desk, beside reading: where each call of the contract leads. */
export function windowActions(world: WindowActionsWorld): StationActions {
  const { desk, guard, lookUps, outgoing, imports, reveals, session, care, link, now } = world;
  const { decisions } = desk;
  return {
    act(input) {
      const gone = guard.look();
      if (gone !== null) return no('unavailable', gone);
      const answer = desk.act(input);
      if (answer.ok) lookUps.accepted(answer.value.id);
      return answer;
    },
    undo: (opId) => decisions.undo(opId),
    sendNow: (opId) => decisions.sendNow(opId),
    dismiss: (opId) => decisions.dismiss(opId),
    retry: (opId) => decisions.retry(opId),
    amend: (opId, payload) => decisions.amend(opId, payload),
    keepMedia: (attachment) => outgoing.keep(attachment),
    imports,
    acknowledge: (alarmId) => desk.acknowledge(alarmId),
    exportContacts: (ask) => exportContacts({ now, ask: (event, payload) => link.ask(event, payload) }, ask),
    maskAgain: (caseId) => reveals.maskAgain(caseId, session.user?.id ?? ''),
    backUp: () => care.backUp(),
    verifyBackup: (name) => care.verify(name),
    restoreBackup: (name) => care.restore(name),
    asked: () => care.idle.asked(),
    signIn: (credentials) => session.signIn(credentials),
    async signOut() {
      await world.leave();
      session.signOut();
    },
    fleetWanted: () => link.watchFleet(),
    failed: (error) => guard.failed(error),
  };
}
