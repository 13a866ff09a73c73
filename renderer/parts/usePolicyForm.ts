import { type RefObject, useRef, useState } from 'react';
import type { OpKind } from '#shared/protocol/ops.ts';
import type { Refused } from '../i18n/index.ts';
import { type ActRequest, useAct } from '../station/index.ts';
import { useMay } from './useMay.ts';
import type { KeptDraft } from './useDraft.ts';
import { useFormKeys } from './useFormKeys.ts';

type PolicyKind = Extract<
  OpKind,
  'alarm.policy-set' | 'case-policy.set' | 'command.policy-set' | 'coverage.policy-set'
>;

interface PolicyFormOptions<K extends PolicyKind, D extends object, P> {
  kind: K;
  draft: KeptDraft<D>;
  /** what the draft makes of the policy, or what is wrong with it */
  request: () => { ok: true; request: ActRequest<K> } | { ok: false; problem: P };
  onClose: () => void;
}

interface PolicyForm<D, P> {
  form: RefObject<HTMLFormElement | null>;
  /** this operator changes it; others read it */
  may: boolean;
  /** a key where the words are the form's, and what was refused: the words follow the language */
  problem: { is: P } | { refused: Refused } | null;
  change: (part: Partial<D>) => void;
  send: () => void;
}

/** A form for a policy of the centre: everybody reads it, who may changes it; what was typed stays until it is taken. */
export function usePolicyForm<K extends PolicyKind, D extends object, P>(
  options: PolicyFormOptions<K, D, P>,
): PolicyForm<D, P> {
  const { kind, draft, request, onClose } = options;
  const act = useAct();
  const may = useMay(kind);
  const [problem, setProblem] = useState<PolicyForm<D, P>['problem']>(null);
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<D>) => {
    setProblem(null);
    draft.change(part);
  };
  const sendIt = async () => {
    if (!may) return;
    const written = request();
    if (!written.ok) return setProblem({ is: written.problem });
    const answer = await act(kind, written.request);
    if (!answer.ok) return setProblem({ refused: answer });
    draft.sent();
    onClose();
  };
  const send = () => void sendIt();
  useFormKeys(form, { send, close: onClose });
  return { form, may, problem, change, send };
}
