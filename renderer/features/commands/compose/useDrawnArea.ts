import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Recipients } from '#shared/protocol/commands.ts';
import type { MapDrawing, MapScene, Ring } from '../../../parts/index.ts';
import type { CommandDraft } from './draft.ts';

/** What the desk does for a composer on its map. A form without a map has neither. */
export interface ComposerMap {
  /** lays something over the map; null: nothing any more */
  onScene?: (scene: MapScene | null) => void;
  /** has the operator draw an outline; null: not any more */
  onDraw?: (drawing: MapDrawing | null) => void;
}

interface DrawnArea {
  isDrawing: boolean;
  /** begins to draw, or to change the outline that is given; undefined: there is no map to draw on */
  draw: ((ring: Ring | null) => void) | undefined;
}

/** The area a command is addressed to, drawn on the desk's map and shown there as long as the command is written. */
export function useDrawnArea(
  area: Recipients['area'],
  change: (change: Partial<CommandDraft>) => void,
  { onScene, onDraw }: ComposerMap,
): DrawnArea {
  const [isDrawing, setDrawing] = useState(false);
  const current = useRef(change);
  useLayoutEffect(() => {
    current.current = change;
  });
  const outline = JSON.stringify(area?.coordinates[0] ?? null);
  useEffect(() => {
    const ring = JSON.parse(outline) as Ring | null;
    if (!ring || isDrawing || !onScene) return undefined;
    onScene({ ring: null, areas: [ring], lines: [], points: [] });
    return () => onScene(null);
  }, [outline, isDrawing, onScene]);
  useEffect(() => {
    if (!isDrawing) return undefined;
    return () => onDraw?.(null);
  }, [isDrawing, onDraw]);
  const draw = (ring: Ring | null) => {
    setDrawing(true);
    onDraw?.({
      ring,
      onDone: (drawn) => {
        setDrawing(false);
        current.current({ area: drawn.map(([lon, lat]) => [lon, lat]), around: null });
      },
      onCancel: () => setDrawing(false),
    });
  };
  return { isDrawing, draw: onDraw && draw };
}
