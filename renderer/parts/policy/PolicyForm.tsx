import { type ReactNode, useRef, useState } from 'react';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import { type Refused, refusalWords } from '../../i18n/index.ts';
import { useAct } from '../../station/index.ts';
import { Button } from '../../ui/index.ts';
import type { KeptDraft } from '../useDraft.ts';
import { useFormKeys } from '../useFormKeys.ts';
import { useMay } from '../useMay.ts';
import styles from './policy.module.css';

type PolicyKind = Extract<
  OpKind,
  'alarm.policy-set' | 'case-policy.set' | 'command.policy-set' | 'coverage.policy-set'
>;

interface PolicyFormProps<K extends PolicyKind, D extends object, P> {
  kind: K;
  title: string;
  draft: KeptDraft<D>;
  /** what the draft makes of the policy, or what is wrong with it */
  write: () => { ok: true; payload: OpPayload<K> } | { ok: false; problem: P };
  words: { hint: string; mayNot: string; save: string; problem: (problem: P) => string };
  onClose: () => void;
  /** the fields. `may`: this operator changes them; others read them */
  children: (may: boolean, change: (part: Partial<D>) => void) => ReactNode;
}

/** A form for a policy of the centre: everybody reads it, who may changes it; what was typed stays until it is taken. */
export function PolicyForm<K extends PolicyKind, D extends object, P>(props: PolicyFormProps<K, D, P>) {
  const { kind, title, draft, write, words, onClose } = props;
  const act = useAct();
  const may = useMay(kind);
  // Kept as it came: the words follow the language.
  const [problem, setProblem] = useState<{ is: P } | { refused: Refused } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<D>) => {
    setProblem(null);
    draft.change(part);
  };
  const send = async () => {
    if (!may) return;
    const written = write();
    if (!written.ok) return setProblem({ is: written.problem });
    const answer = await act(kind, { payload: written.payload, subject: title });
    if (!answer.ok) return setProblem({ refused: answer });
    draft.sent();
    onClose();
  };
  useFormKeys(form, { send: () => void send(), close: onClose });
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {props.children(may, change)}
      {problem && (
        <p className={styles.problem} role="alert">
          {'is' in problem ? words.problem(problem.is) : refusalWords(problem.refused)}
        </p>
      )}
      <div className={styles.foot}>
        <span className={styles.hint}>{may ? words.hint : words.mayNot}</span>
        {may && (
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {words.save}
          </Button>
        )}
      </div>
    </form>
  );
}

interface PolicyPartProps {
  legend: string;
  /** beside each other */
  columns?: 2 | 3;
  children: ReactNode;
}

/** Fields of a policy that belong together. */
export function PolicyPart({ legend, columns, children }: PolicyPartProps) {
  return (
    <fieldset className={styles.part}>
      <legend>{legend}</legend>
      {columns ? <div className={columns === 2 ? styles.two : styles.three}>{children}</div> : children}
    </fieldset>
  );
}
