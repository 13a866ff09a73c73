import type { ActorRef } from '#shared/domain/case.ts';
import type { User } from '#shared/protocol/entities.ts';
import { caseActionOf, OP_PAYLOADS, OP_ROLES, type OpEnvelope, type OpPayload } from '#shared/protocol/ops.ts';
import type { Gateway } from '../context.ts';
import { caseAction, decideCaseAnswer } from '../cases/caseAction.ts';
import { changeArea, createArea, removeArea } from '../areas/areaOps.ts';
import { acknowledgeAlarm } from '../alarms/acknowledge.ts';
import { setAlarmPolicy } from '../alarms/policy.ts';
import { startWelfare, stopWelfare } from '../alarms/welfare.ts';
import { setCasePolicy } from '../desks/casePolicyOps.ts';
import { keepClaims, releaseClaims, takeClaims } from '../desks/claims.ts';
import { deleteQueue, saveQueue, setWatched } from '../desks/ownLists.ts';
import { deleteReplyTemplate, saveReplyTemplate } from '../desks/replyTemplateOps.ts';
import { applyImport } from '../imports/importOps.ts';
import { undoImport } from '../imports/undoOp.ts';
import { invalidPayload, refuse } from '../wire/refusal.ts';
import { createCase } from './caseCreate.ts';
import { exportAgain, exportContacts } from './contactExport.ts';
import { confirmCommand, refuseCommand } from './commandConsent.ts';
import { correctCommand } from './commandCorrect.ts';
import {
  addMusterNote,
  addUnits,
  giveRole,
  markUnit,
  replayMuster,
  settleMuster,
  standDown,
  startMuster,
} from '../musters/musterOps.ts';
import { answerCallBack } from '../intercom/callBacks.ts';
import { changeMembers, closeChannel, linkTransmission, openChannel } from '../intercom/channelOps.ts';
import { cancelCommand, issueCommand } from './commandOps.ts';
import { type Remind, remindWorkers } from './commandRemind.ts';
import { type Answer, decideOnce, type Yes } from './decision.ts';
import {
  exportTrails,
  lookUpDistrict,
  lookUpNear,
  lookUpTrail,
  noteListening,
  revealAgain,
  revealContact,
} from './privacyOps.ts';
import type { Decision, OpRequest } from './request.ts';
import { acknowledgeItems, addShiftNote, offerShift, openShift, takeOverShift, withdrawShift } from './shiftOps.ts';
import { setCoveragePolicy } from './coveragePolicyOps.ts';
import { setPolicy } from './policyOps.ts';
import { deleteTemplate, saveTemplate } from './templateOps.ts';
import { type TurnCamera, turnCamera } from './videoOps.ts';

type OwnKind = keyof typeof OP_ROLES;

type OpHandler<K extends OwnKind> = (gateway: Gateway, request: OpRequest<K>) => Promise<Decision>;

/** What consoles and terminals hear at once and nothing keeps. */
export interface Voices {
  remind: Remind;
  cueWall(cue: OpPayload<'wall.cue'>): void;
  turnCamera: TurnCamera;
}

/** The ops that are no case actions; a kind without a handler does not compile. */
function ownHandlers(voices: Voices): { [K in OwnKind]: OpHandler<K> } {
  return {
    'case.create': createCase,
    'command.issue': issueCommand,
    'command.cancel': cancelCommand,
    'command.confirm': confirmCommand,
    'command.refuse': refuseCommand,
    'command.correct': correctCommand,
    'command.remind': (gateway, request) => remindWorkers(gateway, request, voices.remind),
    'command.template-save': saveTemplate,
    'command.template-delete': deleteTemplate,
    'command.policy-set': setPolicy,
    'muster.start': startMuster,
    'muster.add': addUnits,
    'muster.role': giveRole,
    'muster.mark': markUnit,
    'muster.note': addMusterNote,
    'muster.settle': settleMuster,
    'muster.stand-down': standDown,
    'muster.replay': replayMuster,
    'channel.open': openChannel,
    'channel.members': changeMembers,
    'channel.close': closeChannel,
    'call-back.answer': answerCallBack,
    'transmission.link': linkTransmission,
    'recording.listen': noteListening,
    'shift.open': openShift,
    'shift.note': addShiftNote,
    'shift.hand-over': offerShift,
    'shift.withdraw': withdrawShift,
    'shift.acknowledge': acknowledgeItems,
    'shift.take-over': takeOverShift,
    'claim.take': takeClaims,
    'claim.keep': keepClaims,
    'claim.release': releaseClaims,
    'watch.set': setWatched,
    'queue.save': saveQueue,
    'queue.delete': deleteQueue,
    'reply-template.save': saveReplyTemplate,
    'reply-template.delete': deleteReplyTemplate,
    'case-policy.set': setCasePolicy,
    'area.create': createArea,
    'area.change': changeArea,
    'area.remove': removeArea,
    'import.apply': applyImport,
    'import.undo': undoImport,
    'alarm.acknowledge': acknowledgeAlarm,
    'alarm.policy-set': setAlarmPolicy,
    'coverage.policy-set': setCoveragePolicy,
    'welfare.start': startWelfare,
    'welfare.stop': stopWelfare,
    'video.ptz': (gateway, request) => turnCamera(gateway, request, voices.turnCamera),
    'wall.cue': async (_, request) => ({
      ok: true,
      unit: {},
      answer: {},
      after: () => voices.cueWall(request.payload),
    }),
    'contact.reveal': revealContact,
    'contact.export': exportContacts,
    'trail.look-up': lookUpTrail,
    'trail.near': lookUpNear,
    'trail.district': lookUpDistrict,
    'trail.export': exportTrails,
  };
}

const ROLE_MISSING = refuse('forbidden', '您的角色无权执行此操作');

function mayDo(kind: OwnKind, user: User): boolean {
  return OP_ROLES[kind].some((role) => user.roles.includes(role));
}

/** Who sends an op, and from which desk. */
export interface Sender {
  user: User;
  consoleId: string;
}

/** Makes the function that runs a console's op: exactly once in effect, answered after the commit. */
export function opRunner(gateway: Gateway, voices: Voices): (sender: Sender, op: OpEnvelope) => Promise<Answer> {
  const handlers: Record<OwnKind, (gateway: Gateway, request: never) => Promise<Decision>> = ownHandlers(voices);

  const decide = async ({ user, consoleId }: Sender, op: OpEnvelope): Promise<Decision> => {
    const parsed = OP_PAYLOADS[op.kind].safeParse(op.payload);
    if (!parsed.success) return invalidPayload(parsed.error);
    const actor: ActorRef = { id: user.id, name: user.name, kind: 'operator' };
    const action = caseActionOf(op.kind);
    if (action) {
      if (!op.entityId) return refuse('invalid', '缺少案件编号（entityId）');
      const { entityId: caseId, baseVersion, at: deskAt } = op;
      const { roles, areas } = user;
      return decideCaseAnswer(gateway, {
        caseId,
        action: caseAction(action, parsed.data),
        actor,
        roles,
        areas,
        baseVersion,
        deskAt,
      });
    }
    const kind = op.kind as OwnKind;
    if (!mayDo(kind, user)) return ROLE_MISSING;
    const { id, entityId, baseVersion, at: deskAt } = op;
    const { data: payload } = parsed;
    return handlers[kind](gateway, { id, entityId, baseVersion, deskAt, payload, user, consoleId, actor } as never);
  };

  const again = (user: User, op: OpEnvelope) => async (kept: Yes) => {
    if (op.kind !== 'contact.reveal' && op.kind !== 'contact.export') return kept;
    if (!mayDo(op.kind, user)) return ROLE_MISSING;
    return op.kind === 'contact.reveal' ? revealAgain(gateway, kept) : exportAgain(gateway, kept);
  };

  return async (sender, op) => {
    const { user } = sender;
    const asked = { scope: 'op', id: op.id, by: user.id } as const;
    const answer = await decideOnce(gateway.storage, asked, () => decide(sender, op), again(user, op));
    gateway.metrics.ops.inc({ kind: op.kind, outcome: answer.ok ? 'ok' : answer.code });
    return answer;
  };
}
