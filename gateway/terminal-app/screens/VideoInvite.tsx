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

  const refuse = () => {
    const said = reason.trim() || words.video.busy;
    setReason('');
    void terminal.video.refuse(said);
  };
  return (
    <dialog ref={dialog} aria-label={words.video.title} onCancel={(event) => event.preventDefault()}>
      {invite && (
        <>
          <h2>{words.video.title}</h2>
          <p>{invite.kind === 'screen' ? words.video.fromScreen(invite.from) : words.video.from(invite.from)}</p>
          {invite.reason && <p>{invite.reason}</p>}
          <p>{words.video.onWall}</p>
          <label>
            {words.video.reason}
            <input value={reason} placeholder={words.video.busy} onChange={(event) => setReason(event.target.value)} />
          </label>
          <div className="choices">
            <button type="button" className="main" onClick={() => void terminal.video.accept()}>
              {words.video.accept}
            </button>
            <button type="button" onClick={refuse}>
              {words.video.refuse}
            </button>
          </div>
        </>
      )}
    </dialog>
  );
}

/** While a picture is sent the worker sees it, who looks at it, and how to end it. */
export function VideoShown({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const shown = useStore(view, (state) => state.shown);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = shown?.stream ?? null;
  }, [shown]);
  if (!shown) return null;
  return (
    <section className="shown" aria-label={words.video.title}>
      <video ref={video} autoPlay muted playsInline />
      <p role="status">{words.video.looks(shown.from)}</p>
      <button type="button" onClick={() => void terminal.video.hangUp()}>
        {words.video.end}
      </button>
    </section>
  );
}
