import { useEffect, useState } from 'react';
import type { CommandBoardView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import type { MapScene } from '../../../parts/index.ts';
import type { BoardLinks } from './ReceiptBoard.tsx';

/** more labels than anybody reads on a map; late ones come first */
const MOST = 300;

interface Scene {
  shown: boolean;
  /** nobody of them has a place, and it is for no area */
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
  const areas = (command.area?.coordinates ?? []).slice(0, 1);
  const text = JSON.stringify({ areas, points });
  useEffect(() => {
    if (!shown || !onScene) return undefined;
    onScene({ ring: null, lines: [], ...(JSON.parse(text) as Pick<MapScene, 'areas' | 'points'>) });
    return () => onScene(null);
  }, [shown, onScene, text]);
  const [lon, lat] = areas[0]?.[0] ?? [];
  const first = command.target ?? points[0] ?? (lon === undefined || lat === undefined ? undefined : { lon, lat });
  return {
    shown,
    isEmpty: points.length === 0 && areas.length === 0,
    toggle: () => {
      setShown(!shown);
      if (!shown && first) onShowOnMap?.({ lon: first.lon, lat: first.lat });
    },
  };
}
