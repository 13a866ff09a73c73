import { useEffect, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { GRID_FIGURES } from '#shared/contract/mapLayerViews.ts';
import { followMouse } from '../controls/followMouse.ts';
import type { MapEngine } from '../engine.ts';
import { useLayerChoice } from '../layers/choice.ts';
import { layerTexts } from '../layers/locale.ts';
import { useLayerOn } from '../layers/useMapLayer.ts';
import styles from './choropleth.module.css';

/** layers in which a grid with a figure is found */
export const FILL_LAYERS = ['over-fill-known', 'over-fill-unknown'];

/** The figure of the grid under the mouse. */
export function FillHover({ engine }: { engine: MapEngine }) {
  const t = useTexts(layerTexts);
  const on = useLayerOn('fill');
  const chosen = useLayerChoice((choice) => choice.options['fill.figure']);
  const figure = GRID_FIGURES.find((one) => one === chosen) ?? GRID_FIGURES[0];
  const [under, setUnder] = useState<{ name: string; value: number | null } | null>(null);
  useEffect(() => {
    if (!on) return undefined;
    const stop = followMouse(engine.map, (at) => {
      const there = FILL_LAYERS.filter((id) => engine.map.getLayer(id));
      const [found] = at && there.length > 0 ? engine.map.queryRenderedFeatures([at.x, at.y], { layers: there }) : [];
      const value: unknown = found?.properties.value;
      setUnder(found ? { name: String(found.properties.name), value: typeof value === 'number' ? value : null } : null);
    });
    return () => {
      stop();
      setUnder(null);
    };
  }, [engine, on]);
  if (!on || !under) return null;
  const value = under.value === null ? '–' : `${under.value} ${t(`fill.units.${figure}`)}`;
  return (
    <output className={styles.readout} data-fill={under.name}>
      {t('fill.value', { name: `${under.name} ${t(`fill.figures.${figure}`)}`, value })}
    </output>
  );
}
