import { type FormEvent, useState } from 'react';
import { useWords } from '../words/index.ts';

/** A reason that the centre needs before it can do without this worker. */
export function ReasonForm({ onSend, onBack }: { onSend: (reason: string) => void; onBack: () => void }) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onSend(reason.trim());
  };
  return (
    <form className="reason" onSubmit={submit}>
      <label>
        {words.commands.reason}
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
