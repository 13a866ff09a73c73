import { useCallback } from 'react';
import { v7 } from 'uuid';
import type { Act, ActReceipt, Answer } from '#shared/contract/station.ts';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import { useStation } from './StationProvider.tsx';
import { Signal } from './signal.ts';

export interface ActRequest<K extends OpKind> {
  entityId?: string;
  /** version of the case the operator looked at; without it a conflict cannot be seen */
  baseVersion?: number;
  payload: OpPayload<K>;
  /** what it is done to, in words for the toast: a case's title, say */
  subject?: string;
}

/** One action of this window and what the station answered. */
export interface ActOutcome {
  id: string;
  kind: OpKind;
  subject: string;
  answer: Answer<ActReceipt>;
}

/** A station that failed on the action itself: said like any refusal, or a form would wait for ever. */
function notDone(error: unknown): Answer<never> {
  console.error('an action failed in the station', error);
  return { ok: false, code: 'unavailable', reason: 'internal', message: '' };
}

/** Every action this window took: the outbox feature shows them as toasts with undo. */
export const onActed = new Signal<ActOutcome>();

/** Many actions of one kind taken together: each stands for itself, one undo takes all of them back. */
export interface ActedTogether {
  kind: OpKind;
  ids: string[];
  /** not taken, with the first reason */
  refused: number;
  refusal: Answer<ActReceipt> | null;
  undoUntil: number | null;
}
export const onActedTogether = new Signal<ActedTogether>();

/** An action, by id, that has just left or been taken back: there is nothing left to undo. */
export const onGone = new Signal<string>();

/**
 * Takes actions: makes the id, hands it to the station, tells `onActed`. The answer is the station's own, local and
 * prompt; what the centre says later shows in the outbox.
 */
export function useAct(): <K extends OpKind>(kind: K, request: ActRequest<K>) => Promise<Answer<ActReceipt>> {
  const station = useStation();
  return useCallback(
    async <K extends OpKind>(kind: K, request: ActRequest<K>) => {
      const { subject = '', ...rest } = request;
      const id = v7();
      const act: Act<K> = { id, kind, ...rest };
      const answer = await station.act(act as Act).catch(notDone);
      onActed.emit({ id, kind, subject, answer });
      return answer;
    },
    [station],
  );
}

/** Takes many actions of one kind, each by itself, and tells `onActedTogether` once. */
export function useActTogether(): <K extends OpKind>(
  kind: K,
  requests: readonly ActRequest<K>[],
) => Promise<ActedTogether> {
  const station = useStation();
  return useCallback(
    async <K extends OpKind>(kind: K, requests: readonly ActRequest<K>[]) => {
      const acted: ActedTogether = { kind, ids: [], refused: 0, refusal: null, undoUntil: null };
      for (const { subject: _subject, ...rest } of requests) {
        const act: Act<K> = { id: v7(), kind, ...rest };
        const answer = await station.act(act as Act).catch(notDone);
        if (answer.ok) {
          acted.ids.push(act.id);
          // What is undone in one go ends with the first that leaves.
          const until = answer.value.undoUntil;
          if (until !== null) acted.undoUntil = Math.min(until, acted.undoUntil ?? until);
        } else {
          acted.refused += 1;
          acted.refusal ??= answer;
        }
      }
      onActedTogether.emit(acted);
      return acted;
    },
    [station],
  );
}

/**
 * Sends an action that the centre did not take again with another payload. Nothing is lost in between: until the station
 * has the new payload on disk the old one stands. The answer is prompt, like that of an action.
 */
export function useAmend(): (opId: string, payload: unknown) => Promise<Answer<null>> {
  const station = useStation();
  return useCallback((opId, payload) => station.amend(opId, payload).catch(notDone), [station]);
}
