import { useEffect, useState } from 'react';
import type { CommandBoardView } from '#shared/contract/views.ts';
import { bboxOf } from '#shared/geo/index.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import type { MapScene, Ring } from '../../../parts/index.ts';
import type { BoardLinks } from './ReceiptBoard.tsx';

/** more labels than anybody reads on a map; late ones come first */
export const SCENE_MOST = 300;

/** degrees of longitude that a map of a desk shows at zoom 0 */
const WIDTH_AT_0 = 500;

interface Scene {
  shown: boolean;
  /** nobody of them has a place, and it is for no area */
  isEmpty: boolean;
  /** there are more of them than the map names */
  isCut: boolean;
  toggle: () => void;
}

/** The workers of the rows that are shown, laid over the map with how far each is, as long as the board is open. */
export function useScene({ command, rows, found }: CommandBoardView, { onScene, onShowOnMap }: BoardLinks): Scene {
  const tc = useTexts(common);
  const [shown, setShown] = useState(false);
  const points = rows
    .slice(0, SCENE_MOST)
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
  const first = placeOf(areas[0] ?? []) ?? command.target ?? points[0];
  return {
    shown,
    isCut: found > SCENE_MOST,
    isEmpty: points.length === 0 && areas.length === 0,
    toggle: () => {
      setShown(!shown);
      if (!shown && first) onShowOnMap?.(first);
    },
  };
}

/** Where an outline lies, and how near a map may go to show all of it; null: there is none. */
function placeOf(ring: Ring): { lon: number; lat: number; zoom: number } | null {
  const box = bboxOf(ring);
  if (!box) return null;
  const [west, south, east, north] = box;
  const zoom = Math.log2(WIDTH_AT_0 / Math.max(east - west, (north - south) * 2));
  return { lon: (west + east) / 2, lat: (south + north) / 2, zoom: Math.min(16, zoom) };
}
