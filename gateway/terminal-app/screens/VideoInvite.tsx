import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

/** A console asks for a picture: yes or no, with a reason. */
export function VideoInvite({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const invite = useStore(view, (state) => state.invite);
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState('');

  useEffect(() => {
    if (invite) dialog.current?.showModal();
    else dialog.current?.close();
  }, [invite]);

  const answer = (accept: boolean) => {
    const said = accept ? words.video.acceptedNote : reason.trim() || words.video.busy;
    setReason('');
    void terminal.answerVideo(accept, said);
  };
  return (
    <dialog ref={dialog} aria-label={words.video.title} onCancel={(event) => event.preventDefault()}>
      {invite && (
        <>
          <h2>{words.video.title}</h2>
          <p>{words.video.from(invite.from)}</p>
          {invite.reason && <p>{invite.reason}</p>}
          <p className="honest">{words.video.noStream}</p>
          <label>
            {words.video.reason}
            <input value={reason} placeholder={words.video.busy} onChange={(event) => setReason(event.target.value)} />
          </label>
          <div className="choices">
            <button type="button" className="main" onClick={() => answer(true)}>
              {words.video.accept}
            </button>
            <button type="button" onClick={() => answer(false)}>
              {words.video.refuse}
            </button>
          </div>
        </>
      )}
    </dialog>
  );
}
