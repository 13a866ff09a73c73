import { POLICY_SETTING, TEMPLATES_SETTING } from '#shared/protocol/commands.ts';
import { OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';

const channelIdOf = OP_PAYLOADS['channel.close'];

/** Where an action stands among the others. */
export interface Place {
  /** what it is about, or makes */
  entityId: string | null;
  /** what it changes: one operator's actions in one lane leave one after another, and whoever's after the one that makes it */
  lane: string;
  /** the action that makes what else this one speaks of, and must be taken before it leaves */
  waitsFor: string | null;
}

/**
 * The one rule of order: an action waits for its operator's before it on the same thing, and, whoever's they are, for those
 * that make what it speaks of — the case or shift it is about, the case a command, channel or talk is about or another is
 * merged into.
 *
 * @param makerOf the waiting action that makes a thing; null when the centre has it, or nobody makes it
 */
export function placeOf(
  op: { id: string; kind: OpKind; entityId: string | null },
  payload: unknown,
  makerOf: (entityId: string) => string | null,
): Place {
  const about = (entityId: string, spokenOf: string | null = null): Place => ({
    entityId,
    lane: entityId,
    waitsFor: spokenOf === null ? null : makerOf(spokenOf),
  });
  switch (op.kind) {
    case 'case.create':
    case 'shift.open':
      return about(op.entityId ?? op.id);
    case 'command.issue': {
      const { id, caseId } = OP_PAYLOADS['command.issue'].parse(payload);
      return about(id, caseId ?? null);
    }
    case 'shift.note': {
      return about(OP_PAYLOADS['shift.note'].parse(payload).shiftId);
    }
    case 'shift.hand-over': {
      // It changes the shift it ends and makes the next, which is known by the action's own id.
      const { shiftId } = OP_PAYLOADS['shift.hand-over'].parse(payload);
      return { ...about(shiftId), entityId: op.id };
    }
    case 'case.merge':
      return about(op.entityId ?? op.id, OP_PAYLOADS['case.merge'].parse(payload).intoId);
    case 'muster.start': {
      const { caseId } = OP_PAYLOADS['muster.start'].parse(payload);
      return about(op.entityId ?? op.id, caseId ?? null);
    }
    case 'channel.open': {
      const { channelId, caseId } = OP_PAYLOADS['channel.open'].parse(payload);
      return about(channelId, caseId ?? null);
    }
    case 'channel.members':
    case 'channel.close':
      return about(channelIdOf.parse(payload).channelId);
    case 'call-back.answer':
      return about(OP_PAYLOADS['call-back.answer'].parse(payload).callBackId);
    case 'transmission.link': {
      const { transmissionId, caseId } = OP_PAYLOADS['transmission.link'].parse(payload);
      return about(transmissionId, caseId);
    }
    case 'command.template-save':
    case 'command.template-delete':
      // They all change one list: the last one written counts.
      return { entityId: null, lane: TEMPLATES_SETTING, waitsFor: null };
    case 'command.policy-set':
      return { entityId: null, lane: POLICY_SETTING, waitsFor: null };
    default:
      if (op.kind.startsWith('command.')) return about(op.entityId ?? op.id);
      if (op.kind.startsWith('case.') || op.kind.startsWith('muster.')) return about(op.entityId ?? op.id);
      return { entityId: op.entityId, lane: op.id, waitsFor: op.entityId === null ? null : makerOf(op.entityId) };
  }
}
