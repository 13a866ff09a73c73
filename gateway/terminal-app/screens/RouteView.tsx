import { useState } from 'react';
import { drawLine } from '../core/drawing.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

type Found = Awaited<ReturnType<Terminal['route']>>;

/** The way along the streets to a command's place, as a small line: its shape and length, not a map. */
export function RouteView({ terminal, target }: { terminal: Terminal; target: { lon: number; lat: number } }) {
  const words = useWords();
  const [found, setFound] = useState<Found | 'none' | 'unasked'>('unasked');
  const ask = async () => setFound((await terminal.route({ lon: target.lon, lat: target.lat })) ?? 'none');

  if (found === 'unasked' || found === 'none' || found === null) {
    return (
      <p>
        <button type="button" onClick={() => void ask()}>
          {words.commands.route}
        </button>
        {found === 'none' && <span role="alert">{words.commands.routeNone}</span>}
      </p>
    );
  }
  const drawn = drawLine(found.line, 320, 150);
  const length = words.commands.routeLength(found.meters);
  return (
    <figure className="route">
      {drawn && (
        <svg viewBox={`0 0 ${drawn.width} ${drawn.height}`} role="img" aria-label={length}>
          <polyline points={drawn.points} />
          <circle className="from" cx={drawn.start[0]} cy={drawn.start[1]} r="5" />
          <rect className="to" x={drawn.end[0] - 5} y={drawn.end[1] - 5} width="10" height="10" />
        </svg>
      )}
      <figcaption>{length}</figcaption>
    </figure>
  );
}
