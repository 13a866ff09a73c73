import { Check, Undo2, X } from 'lucide-react';
import { AREA_MOST_CORNERS, AREA_MOST_M2 } from '#shared/domain/area.ts';
import { formatArea, useTexts } from '../../../i18n/index.ts';
import { type MapDrawing, Radios } from '../../../parts/index.ts';
import { Button, useKeys } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';
import { DRAW_SHAPES } from './areaDrawing.ts';
import { useAreaDrawing } from './useAreaDrawing.ts';

interface DrawBarProps {
  engine: MapEngine;
  drawing: MapDrawing;
  theme: MapTheme;
  magnify: number;
}

/** What is being drawn on the map, how to go on, and what is wrong with it. */
export function DrawBar({ engine, drawing, theme, magnify }: DrawBarProps) {
  const t = useTexts(mapTexts);
  const { shape, size, problem, begin, finish, undo } = useAreaDrawing(engine, drawing, { theme, magnify });
  const group = t('draw.title');
  useKeys([
    { keys: 'Enter', label: t('draw.finish'), group, run: finish },
    { keys: 'Esc', label: t('draw.cancel'), group, run: drawing.onCancel },
    { keys: 'Backspace', label: t('draw.undo'), group, run: undo, enabled: shape === 'polygon' },
  ]);
  return (
    <section className={styles.drawBar} aria-label={t('draw.title')}>
      <div className={styles.drawLine}>
        <Radios
          label={t('draw.shape')}
          options={DRAW_SHAPES.map((value) => ({ value, label: t(`draw.shapes.${value}`) }))}
          value={shape}
          onChange={begin}
        />
        <span className={styles.drawSize}>{size > 0 ? formatArea(size) : ''}</span>
        {shape === 'polygon' && (
          <Button icon={Undo2} shortcut="⌫" onClick={undo}>
            {t('draw.undo')}
          </Button>
        )}
        <Button icon={X} shortcut="Esc" onClick={drawing.onCancel}>
          {t('draw.cancel')}
        </Button>
        <Button icon={Check} look="primary" shortcut="Enter" onClick={finish}>
          {t('draw.finish')}
        </Button>
      </div>
      <p role="status" className={problem ? styles.drawProblem : styles.soft}>
        {problem
          ? t(`draw.problems.${problem}`, { most: formatArea(AREA_MOST_M2), n: AREA_MOST_CORNERS })
          : t(`draw.hints.${shape ?? 'edit'}`)}
      </p>
    </section>
  );
}
