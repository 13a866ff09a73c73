import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MapDrawing } from '../../../parts/index.ts';
import type { MapEngine } from '../engine.ts';
import { cornersOf, followBox, withThese } from './choosing.ts';

interface Choosing {
  /** the box under the mouse */
  box: React.RefObject<HTMLDivElement | null>;
  /** an area in which all are to be chosen is being drawn */
  drawing: MapDrawing | null;
  begin: () => void;
}

/** Several workers are chosen: by a box (Ctrl and drag) or an area, beside the clicks one by one. */
export function useChoosing(
  engine: MapEngine | null,
  chosen: readonly number[],
  onChosen: ((indices: number[]) => void) | undefined,
): Choosing {
  const box = useRef<HTMLDivElement>(null);
  const [isDrawing, setDrawing] = useState(false);
  const latest = useRef({ chosen, onChosen });
  latest.current = { chosen, onChosen };
  useEffect(() => engine?.showChosen(chosen), [engine, chosen]);
  const add = useCallback(
    (corners: readonly (readonly [number, number])[]) => {
      const found = engine?.fleet.within(corners) ?? [];
      const { chosen: before, onChosen: tell } = latest.current;
      tell?.(withThese(before, found));
    },
    [engine],
  );
  const may = onChosen !== undefined;
  useLayoutEffect(() => {
    if (!engine || !may || !box.current) return undefined;
    return followBox(engine.map, box.current, (from, to) => add(cornersOf(from, to)));
  }, [engine, may, add]);
  const drawing = useMemo<MapDrawing | null>(() => {
    if (!engine || !isDrawing) return null;
    return {
      ring: null,
      onDone: (ring) => {
        add(
          ring.map(([lon, lat]) => {
            const { x, y } = engine.map.project([lon, lat]);
            return [x, y] as const;
          }),
        );
        setDrawing(false);
      },
      onCancel: () => setDrawing(false),
    };
  }, [engine, isDrawing, add]);
  return { box, drawing, begin: () => setDrawing(true) };
}
