import { ALARM_POLICY_SETTING } from '#shared/protocol/alarms.ts';
import { COVERAGE_POLICY_SETTING } from '#shared/protocol/coverage.ts';
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

/** They say who is at it, and are no work that anybody waits for. */
export const CLAIMS_LANE = 'claims';

const offerOf = (shiftId: string): string => `offer:${shiftId}`;

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
    case 'area.create':
    case 'area.change':
    case 'area.remove':
      return about(op.entityId ?? op.id);
    case 'command.issue': {
      const { id, caseId } = OP_PAYLOADS['command.issue'].parse(payload);
      return about(id, caseId ?? null);
    }
    case 'shift.note': {
      return about(OP_PAYLOADS['shift.note'].parse(payload).shiftId);
    }
    case 'shift.hand-over': {
      // It makes the offer that whoever takes over speaks of, at this desk perhaps.
      const { shiftId } = OP_PAYLOADS['shift.hand-over'].parse(payload);
      return { ...about(shiftId), entityId: offerOf(shiftId) };
    }
    case 'shift.withdraw':
    case 'shift.acknowledge': {
      const { shiftId } = OP_PAYLOADS['shift.withdraw'].parse(payload);
      return about(shiftId, offerOf(shiftId));
    }
    case 'shift.take-over': {
      // It changes the shift it ends and makes the next, which is known by the action's own id.
      const { shiftId } = OP_PAYLOADS['shift.take-over'].parse(payload);
      return { ...about(shiftId, offerOf(shiftId)), entityId: op.id };
    }
    case 'case.merge':
      return about(op.entityId ?? op.id, OP_PAYLOADS['case.merge'].parse(payload).intoId);
    case 'case.link':
      return about(op.entityId ?? op.id, OP_PAYLOADS['case.link'].parse(payload).majorId);
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
    case 'claim.take':
    case 'claim.keep':
    case 'claim.release':
      // In the order they were taken in, whichever the cases.
      return { entityId: null, lane: CLAIMS_LANE, waitsFor: null };
    case 'watch.set':
    case 'queue.save':
    case 'queue.delete':
    case 'reply-template.save':
    case 'reply-template.delete':
    case 'case-policy.set':
      // Each kind changes one list or record of the centre: the last one written counts.
      return { entityId: null, lane: op.kind.split('.')[0] ?? op.kind, waitsFor: null };
    case 'alarm.policy-set':
      return { entityId: null, lane: ALARM_POLICY_SETTING, waitsFor: null };
    case 'coverage.policy-set':
      return { entityId: null, lane: COVERAGE_POLICY_SETTING, waitsFor: null };
    case 'welfare.start':
    case 'welfare.stop': {
      // In the order they were taken in: whoever stops a timer means the one that was started.
      const { workerId } = OP_PAYLOADS['welfare.stop'].parse(payload);
      return { entityId: null, lane: `welfare:${workerId}`, waitsFor: null };
    }
    default:
      if (op.kind === 'alarm.acknowledge') return about(op.entityId ?? op.id);
      if (op.kind.startsWith('command.')) return about(op.entityId ?? op.id);
      if (op.kind.startsWith('case.') || op.kind.startsWith('muster.')) return about(op.entityId ?? op.id);
      return { entityId: op.entityId, lane: op.id, waitsFor: op.entityId === null ? null : makerOf(op.entityId) };
  }
}
