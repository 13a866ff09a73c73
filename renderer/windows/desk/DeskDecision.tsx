import { CaseAmendForm, mayAmendCase } from '../../features/case/index.ts';
import { CommandAmendForm, CorrectionAmendForm } from '../../features/commands/index.ts';
import { DecisionDialog } from '../../features/outbox/index.ts';
import { mayAmendShift, ShiftAmendForm } from '../../features/shift/index.ts';
import type { AmendFormProps } from '../../parts/index.ts';

function AmendForm(props: AmendFormProps) {
  const { kind } = props.item;
  if (kind === 'command.issue') return <CommandAmendForm {...props} />;
  if (kind === 'command.correct') return <CorrectionAmendForm {...props} />;
  return mayAmendShift(kind) ? <ShiftAmendForm {...props} /> : <CaseAmendForm {...props} />;
}

function mayAmend(kind: string): boolean {
  return kind === 'command.issue' || kind === 'command.correct' || mayAmendShift(kind) || mayAmendCase(kind);
}

interface DeskDecisionProps {
  opId: string;
  onDecide: (opId: string | null) => void;
}

/** A decision with the forms of every feature whose actions may come back: only a window knows them all. */
export default function DeskDecision({ opId, onDecide }: DeskDecisionProps) {
  return (
    <DecisionDialog
      opId={opId}
      AmendForm={AmendForm}
      mayAmend={mayAmend}
      onDecide={onDecide}
      onClose={() => onDecide(null)}
    />
  );
}
