import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type AreaProblem, areaProblem } from '#shared/domain/area.ts';
import { ringSquareMeters } from '#shared/geo/index.ts';
import type { MapDrawing } from '../../../parts/index.ts';
import type { MapEngine } from '../engine.ts';
import { AreaDrawing, type DrawingLook, type DrawShape } from './areaDrawing.ts';

interface Drawn {
  /** null: an outline that is there is changed */
  shape: DrawShape | null;
  /** what is enclosed so far, m² */
  size: number;
  problem: AreaProblem | null;
  begin: (shape: DrawShape) => void;
  finish: () => void;
  undo: () => void;
}

/** Draws what is asked for on the map. An outline that will not do stays there to be changed, with what is wrong with it. */
export function useAreaDrawing(engine: MapEngine, asked: MapDrawing, look: DrawingLook): Drawn {
  const [shape, setShape] = useState<DrawShape | null>(asked.ring ? null : 'polygon');
  const [size, setSize] = useState(0);
  const [problem, setProblem] = useState<AreaProblem | null>(null);
  const drawing = useRef<AreaDrawing | null>(null);
  const finish = () => {
    const ring = drawing.current?.ring() ?? [];
    const wrong = areaProblem(ring);
    if (!wrong) return asked.onDone(ring);
    setProblem(wrong);
    if (wrong === 'few') return undefined;
    drawing.current?.edit(ring);
    return setShape(null);
  };
  const current = useRef({ finish, ring: asked.ring });
  current.current.finish = finish;
  const { theme, magnify } = look;
  const seen = useRef(look);
  // Before it is painted: whoever sees the bar may draw.
  useLayoutEffect(() => {
    const kept = current.current;
    const made = new AreaDrawing(engine.map, seen.current, {
      onFinish: () => kept.finish(),
      onChange: () => setSize(ringSquareMeters(made.ring())),
    });
    drawing.current = made;
    if (kept.ring) made.edit(kept.ring);
    else made.begin('polygon');
    return () => {
      // Another map begins another drawing: what was drawn so far goes with it.
      const soFar = made.ring();
      kept.ring = soFar.length > 3 ? soFar : null;
      drawing.current = null;
      made.dispose();
    };
  }, [engine]);
  // Also before: a key that went to the form would end that, and not the drawing.
  useLayoutEffect(() => engine.map.getCanvas().focus({ preventScroll: true }), [engine]);
  useEffect(() => {
    seen.current = { theme, magnify };
    drawing.current?.restyle(seen.current);
  }, [theme, magnify]);
  return {
    ...{ shape, size, problem, finish },
    begin: (next) => {
      setProblem(null);
      setShape(next);
      drawing.current?.begin(next);
      engine.map.getCanvas().focus({ preventScroll: true });
    },
    undo: () => {
      setProblem(null);
      drawing.current?.undo();
    },
  };
}
