import { type FormEvent, useState } from 'react';
import { useWords } from '../words/index.ts';

/** Words that the centre needs: a reason before it can do without this worker, or a reply. */
interface Props {
  /** in place of “reason” */
  label?: string;
  onSend: (reason: string) => void;
  onBack: () => void;
}

export function ReasonForm({ label, onSend, onBack }: Props) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onSend(reason.trim());
  };
  return (
    <form className="reason" onSubmit={submit}>
      <label>
        {label ?? words.commands.reason}
        <textarea
          value={reason}
          maxLength={1000}
          required
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="choices">
        <button type="submit" className="main" disabled={!reason.trim()}>
          {words.commands.reasonSend}
        </button>
        <button type="button" onClick={onBack}>
          {words.commands.back}
        </button>
      </div>
    </form>
  );
}
