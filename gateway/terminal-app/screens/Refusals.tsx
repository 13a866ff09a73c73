import { useStore } from 'zustand';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

/** What the centre did not take, with its words, until the worker has seen it. */
export function Refusals({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const refused = useStore(view, (state) => state.refused);
  if (refused.length === 0) return null;
  return (
    <section className="card alarm" role="alert">
      <h2>{words.refused.title}</h2>
      {refused.map(({ n, item, message }) => (
        <p key={n}>
          {words.refused.of[item.event]}
          {'title' in item.payload ? `「${item.payload.title}」` : ''}：{message}
          <button type="button" onClick={() => void terminal.dismissRefusal(n)}>
            {words.refused.dismiss}
          </button>
        </p>
      ))}
    </section>
  );
}
