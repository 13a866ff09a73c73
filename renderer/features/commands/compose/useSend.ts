import { useState } from 'react';
import { v7 } from 'uuid';
import type { CommandHead } from '#shared/contract/views.ts';
import { type Refused, useTexts } from '../../../i18n/index.ts';
import type { KeptDraft } from '../../../parts/index.ts';
import { gatewayNow, useAct, useAmend } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import type { CommandDraft } from './draft.ts';
import { type CommandMissing, type CommandProposals, commandPayload, correctionPayload } from './payload.ts';

export interface Sending {
  draft: KeptDraft<CommandDraft>;
  proposals: CommandProposals;
  caseId: string | undefined;
  /** changes this command or correction, which the centre refused, instead of issuing another */
  amends?: { opId: string; commandId: string };
  /** takes the place of this one, which has been sent */
  corrects?: CommandHead;
  /** what is begun and must be ended first */
  unfinished?: CommandMissing | null;
  onSent: (commandId: string) => void;
}

const PASSING: readonly CommandMissing[] = ['recording', 'attaching'];
/** ms within which a question cannot have been read */
const READ_MS = 500;

export type Problem = { missing: CommandMissing } | { refused: Refused } | null;

/** What a worker may tap when the operator has written no replies: a welfare check asks for one of two. */
export function useProposedReplies(request: CommandDraft['request']): readonly string[] {
  const t = useTexts(texts);
  return request === 'welfare' ? [t('welfareFine'), t('welfareHelp')] : [];
}

/** Sending: a flash command is asked about once more, in place, before it leaves. */
export function useSend({ draft, proposals, caseId, amends, corrects, unfinished, onSent }: Sending) {
  const act = useAct();
  const amend = useAmend();
  const [problem, setProblem] = useState<Problem>(null);
  /** since when a flash command waits for its second press, ms of the page; null: none does */
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const replies = useProposedReplies(draft.value.request);

  const written = (id: string) => {
    const now = gatewayNow();
    if (corrects) {
      const correction = correctionPayload(draft.value, proposals, id, now, replies);
      if (!correction.ok) return correction;
      const { payload } = correction;
      const subject = payload.title;
      const correct = () => act('command.correct', { entityId: corrects.id, payload, subject });
      return { ok: true, payload, run: amends ? () => amend(amends.opId, payload) : correct };
    }
    const command = commandPayload(draft.value, proposals, caseId, id, now, replies);
    if (!command.ok) return command;
    const { payload } = command;
    const issue = () => act('command.issue', { entityId: id, payload, subject: payload.title });
    return { ok: true, payload, run: amends ? () => amend(amends.opId, payload) : issue };
  };
  const send = async () => {
    if (busy) return;
    if (unfinished) return setProblem({ missing: unfinished });
    const id = amends?.commandId ?? v7();
    const ready = written(id);
    if (!('run' in ready)) return setProblem({ missing: ready.missing });
    setProblem(null);
    if (ready.payload.priority === 'flash') {
      if (askedAt === null) return setAskedAt(performance.now());
      // The second half of a double click answers nothing: nobody has read the question yet.
      if (performance.now() - askedAt < READ_MS) return;
    }
    setBusy(true);
    const answer = await ready.run();
    setBusy(false);
    setAskedAt(null);
    if (!answer.ok) return setProblem({ refused: answer });
    draft.sent();
    onSent(id);
  };
  const change = (part: Partial<CommandDraft>) => {
    setProblem(null);
    setAskedAt(null);
    draft.change(part);
  };
  // What had to be ended first has ended meanwhile.
  const isPast = problem !== null && 'missing' in problem && PASSING.includes(problem.missing) && !unfinished;
  return { send, change, problem: isPast ? null : problem, confirming: askedAt !== null, busy };
}
