import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

const HOLD_MS = 2000;

/** A call for help: held for two seconds, so that a pocket does not make it. */
export function SosButton({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const waiting = useStore(view, (state) => state.waiting);
  const [called, setCalled] = useState<'sent' | 'noPlace' | null>(null);
  const [held, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const call = async () => {
    setHeld(false);
    navigator.vibrate?.(300);
    setCalled((await terminal.callForHelp()) ? 'sent' : 'noPlace');
  };
  const press = () => {
    if (held) return;
    setHeld(true);
    timer.current = setTimeout(() => void call(), HOLD_MS);
  };
  const letGo = () => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const said = called === 'sent' && waiting === 0 ? words.sos.reached : called && words.sos[called];
  return (
    <>
      <button
        type="button"
        className={held ? 'sos held' : 'sos'}
        onPointerDown={press}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onPointerCancel={letGo}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={({ key, repeat }) => !repeat && (key === ' ' || key === 'Enter') && press()}
        onKeyUp={letGo}
        onBlur={letGo}
      >
        <span>{words.sos.hold}</span>
        <small>{words.sos.hint}</small>
      </button>
      {said && (
        <p role="alert" className="sosSaid">
          {said}
          <button type="button" onClick={() => setCalled(null)}>
            {words.refused.dismiss}
          </button>
        </p>
      )}
    </>
  );
}
