import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

const TICK = 1000;
const MINUTE = 60_000;
const CHOICES = [10, 20, 30, 60] as const;

/** The time by which the worker has to say that all is well, and the word itself; without a timer the way to start one. */
export function WelfareBar({ terminal }: { terminal: Terminal }) {
  const words = useWords().welfare;
  const { welfare, onDuty } = useStore(view);
  const now = useTicking(terminal, welfare !== null);
  if (!onDuty) return null;
  if (!welfare) return <Start terminal={terminal} />;
  const left = Math.ceil((welfare.dueAt - now) / MINUTE);
  const said = welfare.level >= 2 || left <= 0 ? words.over : words.left(left);
  return (
    <section className={`welfare level${welfare.level}`} aria-label={words.title}>
      <span role={welfare.level > 0 ? 'alert' : undefined}>{said}</span>
      <button type="button" className="well" onClick={() => void terminal.sayWelfare({ what: 'well' })}>
        {words.well}
      </button>
      <button type="button" className="quiet" onClick={() => void terminal.sayWelfare({ what: 'stop' })}>
        {words.stop}
      </button>
    </section>
  );
}

function Start({ terminal }: { terminal: Terminal }) {
  const words = useWords().welfare;
  const [minutes, setMinutes] = useState<number>(CHOICES[1]);
  return (
    <details className="welfare">
      <summary>{words.title}</summary>
      <label>
        {words.every}
        <select value={minutes} onChange={({ target }) => setMinutes(Number(target.value))}>
          {CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {words.minutes(choice)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => void terminal.sayWelfare({ what: 'start', minutes })}>
        {words.start}
      </button>
    </details>
  );
}

/** The centre's time, second by second while somebody waits for it. */
function useTicking(terminal: Terminal, on: boolean): number {
  const [now, setNow] = useState(() => terminal.now());
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => setNow(terminal.now()), TICK);
    return () => clearInterval(timer);
  }, [terminal, on]);
  return now;
}
