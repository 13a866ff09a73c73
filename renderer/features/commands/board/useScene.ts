import { useEffect, useState } from 'react';
import type { CommandBoardView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import type { BoardLinks } from './ReceiptBoard.tsx';

/** more labels than anybody reads on a map; late ones come first */
const MOST = 300;

interface Scene {
  shown: boolean;
  /** nobody of them has a place */
  isEmpty: boolean;
  toggle: () => void;
}

/** The workers of the rows that are shown, laid over the map with how far each is, as long as the board is open. */
export function useScene({ command, rows }: CommandBoardView, { onScene, onShowOnMap }: BoardLinks): Scene {
  const tc = useTexts(common);
  const [shown, setShown] = useState(false);
  const points = rows
    .slice(0, MOST)
    .flatMap(({ name, state, position }) =>
      position ? [{ ...position, label: `${name} ${tc(`lives.${state}`)}` }] : [],
    );
  // People walk: only what has changed is laid anew.
  const text = JSON.stringify(points);
  useEffect(() => {
    if (!shown || !onScene) return undefined;
    onScene({ ring: null, lines: [], points: JSON.parse(text) as typeof points });
    return () => onScene(null);
  }, [shown, onScene, text]);
  const first = command.target ?? points[0];
  return {
    shown,
    isEmpty: points.length === 0,
    toggle: () => {
      setShown(!shown);
      if (!shown && first) onShowOnMap?.({ lon: first.lon, lat: first.lat });
    },
  };
}
