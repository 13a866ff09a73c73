import { Check, Undo2, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type AreaGeometry, ringSquareMeters } from '#shared/geo/index.ts';
import { areaProblem } from '#shared/domain/area.ts';
import { formatArea, useTexts } from '../../../i18n/index.ts';
import { Radios } from '../../../parts/index.ts';
import { Button, useKeys } from '../../../ui/index.ts';
import { AreaDrawing } from '../draw/areaDrawing.ts';
import type { MapEngine } from '../engine.ts';
import { layerTexts } from '../layers/locale.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';
import { drawnGeometry } from './drawnGeometry.ts';

const SHAPES = ['polygon', 'circle', 'linestring'] as const;
type Shape = (typeof SHAPES)[number];
/** m: a street and both its pavements; the form asks for another */
const FIRST_WIDTH = 30;

interface AreaBarProps {
  engine: MapEngine;
  theme: MapTheme;
  magnify: number;
  onDone(geometry: AreaGeometry): void;
  onCancel(): void;
}

/** Draws the shape of an area with the mouse. */
export function AreaBar({ engine, theme, magnify, onDone, onCancel }: AreaBarProps) {
  const t = useTexts(layerTexts);
  const tm = useTexts(mapTexts);
  const [shape, setShape] = useState<Shape>('polygon');
  const [size, setSize] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const drawing = useRef<AreaDrawing | null>(null);
  const finish = () => {
    const made = drawing.current;
    if (!made) return;
    const drawn = shape === 'linestring' ? { ring: [], line: made.line() } : { ring: made.ring(), line: [] };
    const geometry = drawnGeometry(shape, drawn, FIRST_WIDTH);
    const wrong = geometry?.kind === 'polygon' ? areaProblem(geometry.ring) : null;
    if (geometry && !wrong) return onDone(geometry);
    setProblem(wrong && wrong !== 'few' ? tm(`draw.problems.${wrong}`, { most: '', n: 0 }) : t('areas.unfinished'));
  };
  const latest = useRef(finish);
  latest.current = finish;
  const kept = useRef<Shape>(shape);
  kept.current = shape;
  const look = useRef({ theme, magnify });
  // Before it is painted: whoever sees the bar may draw.
  useLayoutEffect(() => {
    const made = new AreaDrawing(engine.map, look.current, {
      onFinish: () => latest.current(),
      onChange: () => setSize(ringSquareMeters(made.ring())),
    });
    drawing.current = made;
    made.begin(kept.current);
    return () => {
      drawing.current = null;
      made.dispose();
    };
  }, [engine]);
  useEffect(() => engine.map.getCanvas().focus({ preventScroll: true }), [engine]);
  useEffect(() => {
    look.current = { theme, magnify };
    drawing.current?.restyle(look.current);
  }, [theme, magnify]);
  const begin = (next: Shape) => {
    setShape(next);
    setProblem(null);
    drawing.current?.begin(next);
    engine.map.getCanvas().focus({ preventScroll: true });
  };
  const undo = () => drawing.current?.undo();
  const group = t('areas.add');
  useKeys([
    { keys: 'Enter', label: t('areas.finish'), group, run: finish },
    { keys: 'Esc', label: t('areas.cancel'), group, run: onCancel },
    { keys: 'Backspace', label: t('areas.undo'), group, run: undo, enabled: shape !== 'circle' },
  ]);
  return (
    <section className={styles.drawBar} aria-label={t('areas.add')} data-shape={shape}>
      <div className={styles.drawLine}>
        <Radios
          label={t('areas.shape')}
          options={SHAPES.map((value) => ({ value, label: t(`areas.shapes.${value}`) }))}
          value={shape}
          onChange={begin}
        />
        <span className={styles.drawSize}>{size > 0 && shape !== 'linestring' ? formatArea(size) : ''}</span>
        <Button icon={Undo2} shortcut="⌫" disabled={shape === 'circle'} onClick={undo}>
          {t('areas.undo')}
        </Button>
        <Button icon={X} shortcut="Esc" onClick={onCancel}>
          {t('areas.cancel')}
        </Button>
        <Button icon={Check} look="primary" shortcut="Enter" onClick={finish}>
          {t('areas.finish')}
        </Button>
      </div>
      <p role="status" className={problem ? styles.drawProblem : styles.soft}>
        {problem ?? t(`areas.hints.${shape}`)}
      </p>
    </section>
  );
}
