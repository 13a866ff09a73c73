import { useStore } from 'zustand';
import { type Held, inOrder, isClosed, isOver } from '../core/inbox.ts';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { clockTime, useLanguage, useWords } from '../words/index.ts';
import { CommandCard } from './CommandCard.tsx';

interface CommandListProps {
  terminal: Terminal;
  now: number;
  openId: string | null;
  onOpen: (id: string | null) => void;
}

/** Commands, those that need something first; a tap opens one, which is how it is read. */
export function CommandList({ terminal, now, openId, onOpen }: CommandListProps) {
  const words = useWords();
  const commands = useStore(view, (state) => state.commands);

  const toggle = (held: Held) => {
    onOpen(openId === held.id ? null : held.id);
    if (!isOver(held, now)) void terminal.say(held, 'read');
  };
  if (commands.length === 0) {
    return (
      <p className="empty">
        <strong>{words.commands.none}</strong>
        {words.commands.noneDetail}
      </p>
    );
  }
  return (
    <ul className="commands" aria-label={words.tabs.commands}>
      {inOrder(commands, now).map((held) => (
        <li key={held.id} className={`card ${isClosed(held, now) ? 'closed' : held.command.priority}`}>
          <CommandHead held={held} now={now} isOpen={openId === held.id} onToggle={() => toggle(held)} />
          {openId === held.id && <CommandCard terminal={terminal} held={held} now={now} />}
        </li>
      ))}
    </ul>
  );
}

const STATES = ['failed', 'declined', 'done', 'arrived', 'accepted', 'read'] as const;

function CommandHead({
  held,
  now,
  isOpen,
  onToggle,
}: {
  held: Held;
  now: number;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const words = useWords();
  const language = useLanguage();
  const { command, over, reminded, said } = held;
  const last = STATES.find((state) => said[state] !== undefined);
  const ended = over ? words.commands[over.why] : isOver(held, now) ? words.commands.expired : null;
  return (
    <button type="button" className="head" aria-expanded={isOpen} onClick={onToggle}>
      <span className="marks">
        <span className={`mark ${command.priority}`}>{words.priorities[command.priority]}</span>
        <span className="mark">{words.kinds[command.kind]}</span>
        {ended && <span className="mark over">{ended}</span>}
        {last && <span className="mark said">{words.said[last]}</span>}
        <time>{clockTime(command.issuedAt, now, language)}</time>
      </span>
      <span className="title">{command.title}</span>
      {command.corrects && <Changes held={held} now={now} />}
      {over?.why === 'cancelled' && over.reason && <span className="why">{over.reason}</span>}
      {reminded && <span className="reminded">{words.commands.reminded}</span>}
    </button>
  );
}

/** What a correction changed, and what it said before. */
function Changes({ held: { command }, now }: { held: Held; now: number }) {
  const words = useWords();
  const language = useLanguage();
  const beforeOf = ({ field, before }: { field: string; before: string }) => {
    if (field === 'expiresAt' && Number(before) > 0) return clockTime(Number(before), now, language);
    const named: Record<string, Record<string, string>> = {
      priority: words.priorities,
      requires: words.said,
      request: words.requests,
    };
    return named[field]?.[before] ?? before;
  };
  return (
    <span className="changes">
      {words.commands.changed}
      {command.corrects?.changed.map((change) => (
        <span key={change.field} className="change">
          {words.commands.fields[change.field]}：<del>{beforeOf(change)}</del>
        </span>
      ))}
    </span>
  );
}
