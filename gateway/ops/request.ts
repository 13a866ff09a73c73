import type { ActorRef } from '#shared/domain/case.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import type { Unit } from '../storage/storage.ts';
import type { WireRefusal } from '../wire/refusal.ts';

/** One op as its handler sees it. */
export interface OpRequest<K extends OpKind = OpKind> {
  id: string;
  entityId?: string;
  baseVersion?: number;
  /** the desk's clock */
  deskAt: number;
  payload: OpPayload<K>;
  user: User;
  /** the desk it was sent from */
  consoleId: string;
  actor: ActorRef;
}

/** What a request leads to: something to write and to answer, or a refusal. Made from reads only, so it can be made again. */
export type Decision =
  | {
      ok: true;
      unit: Unit;
      answer: Record<string, unknown>;
      /** told and never kept: personal data must not lie in the table of answers. Asked again it is read anew. */
      told?: Record<string, unknown>;
      after?: () => void;
    }
  | WireRefusal;
