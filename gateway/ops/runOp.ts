import type { ActorRef } from '#shared/domain/case.ts';
import type { User } from '#shared/protocol/entities.ts';
import { caseActionOf, OP_PAYLOADS, OP_ROLES, type OpEnvelope, type OpPayload } from '#shared/protocol/ops.ts';
import type { Gateway } from '../context.ts';
import { caseAction, decideCaseAnswer } from '../cases/caseAction.ts';
import { invalidPayload, refuse } from '../wire/refusal.ts';
import { createCase } from './caseCreate.ts';
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
import { lookUpTrail, noteListening, revealAgain, revealContact } from './privacyOps.ts';
import type { Decision, OpRequest } from './request.ts';
import { addShiftNote, handOverShift, openShift } from './shiftOps.ts';
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
    'shift.hand-over': handOverShift,
    'video.ptz': (gateway, request) => turnCamera(gateway, request, voices.turnCamera),
    'wall.cue': async (_, request) => ({
      ok: true,
      unit: {},
      answer: {},
      after: () => voices.cueWall(request.payload),
    }),
    'contact.reveal': revealContact,
    'trail.look-up': lookUpTrail,
  };
}

const ROLE_MISSING = refuse('forbidden', '您的角色无权执行此操作');

function mayDo(kind: OwnKind, user: User): boolean {
  return OP_ROLES[kind].some((role) => user.roles.includes(role));
}

/** Makes the function that runs a console's op: exactly once in effect, answered after the commit. */
export function opRunner(gateway: Gateway, voices: Voices): (user: User, op: OpEnvelope) => Promise<Answer> {
  const handlers: Record<OwnKind, (gateway: Gateway, request: never) => Promise<Decision>> = ownHandlers(voices);

  const decide = async (user: User, op: OpEnvelope): Promise<Decision> => {
    const parsed = OP_PAYLOADS[op.kind].safeParse(op.payload);
    if (!parsed.success) return invalidPayload(parsed.error);
    const actor: ActorRef = { id: user.id, name: user.name, kind: 'operator' };
    const action = caseActionOf(op.kind);
    if (action) {
      if (!op.entityId) return refuse('invalid', '缺少案件编号（entityId）');
      const { entityId: caseId, baseVersion, at: deskAt } = op;
      const { roles } = user;
      return decideCaseAnswer(gateway, {
        caseId,
        action: caseAction(action, parsed.data),
        actor,
        roles,
        baseVersion,
        deskAt,
      });
    }
    const kind = op.kind as OwnKind;
    if (!mayDo(kind, user)) return ROLE_MISSING;
    const { id, entityId, baseVersion, at: deskAt } = op;
    return handlers[kind](gateway, { id, entityId, baseVersion, deskAt, payload: parsed.data, user, actor } as never);
  };

  const again = (user: User, op: OpEnvelope) => async (kept: Yes) => {
    if (op.kind !== 'contact.reveal') return kept;
    return mayDo(op.kind, user) ? revealAgain(gateway, kept) : ROLE_MISSING;
  };

  return async (user, op) => {
    const asked = { scope: 'op', id: op.id, by: user.id } as const;
    const answer = await decideOnce(gateway.storage, asked, () => decide(user, op), again(user, op));
    gateway.metrics.ops.inc({ kind: op.kind, outcome: answer.ok ? 'ok' : answer.code });
    return answer;
  };
}
