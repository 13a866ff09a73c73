import { isOver, type Held } from '../core/inbox.ts';
import type { Terminal } from '../terminal.ts';
import { clockTime, useLanguage, useWords } from '../words/index.ts';
import { Answers } from './Answers.tsx';
import { CommandMedia } from './CommandMedia.tsx';
import { RouteView } from './RouteView.tsx';

/** All that an opened command carries, and what can be said of it. */
export function CommandCard({ terminal, held, now }: { terminal: Terminal; held: Held; now: number }) {
  const words = useWords();
  const language = useLanguage();
  const { command, reply } = held;
  const { target } = command;
  const answered = command.replies?.find(({ id }) => id === reply);
  return (
    <div className="body">
      {command.text && <p className="text">{command.text}</p>}
      {command.request && <p className="request">{words.requests[command.request]}</p>}
      <dl>
        {command.expiresAt !== undefined && (
          <>
            <dt>{words.commands.expires}</dt>
            <dd>{clockTime(command.expiresAt, now, language)}</dd>
          </>
        )}
        {command.caseId && (
          <>
            <dt>{words.commands.case}</dt>
            <dd>{command.caseId.slice(-8)}</dd>
          </>
        )}
        {target && (
          <>
            <dt>{words.commands.target}</dt>
            <dd>
              {target.address ?? `${target.lon.toFixed(5)}, ${target.lat.toFixed(5)}`}
              <a href={`geo:${target.lat},${target.lon}?q=${target.lat},${target.lon}`}>{words.commands.openMap}</a>
            </dd>
          </>
        )}
      </dl>
      {target && <RouteView terminal={terminal} target={target} />}
      {command.media?.map((ref) => (
        <CommandMedia key={ref.id} terminal={terminal} media={ref} />
      ))}
      {answered && <p className="answered">{answered.label}</p>}
      {!isOver(held, now) && <Answers terminal={terminal} held={held} now={now} />}
    </div>
  );
}
