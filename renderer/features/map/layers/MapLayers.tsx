import { useEffect } from 'react';
import { useAreaLayer } from '../areas/useAreaLayer.tsx';
import { FillHover } from '../choropleth/FillHover.tsx';
import { useFillLayer } from '../choropleth/useFillLayer.tsx';
import { useComponentLayer } from '../components/useComponentLayer.tsx';
import { useDepartmentLayer } from '../departments/useDepartmentLayer.tsx';
import { useHeatLayer } from '../heat/useHeatLayer.tsx';
import type { MapEngine } from '../engine.ts';
import { OverlayLayers } from '../overlays/OverlayLayers.tsx';
import type { MapTheme } from '../style/palette.ts';
import { ordered, useLayerChoice } from './choice.ts';
import { useLayerRows } from './useMapLayer.ts';

interface MapLayersProps {
  engine: MapEngine;
  theme: MapTheme;
  magnify: number;
  interactive: boolean;
}

/** Every layer of the panel, each by its own hook (`useMapLayer`): another layer is another line here. */
export function MapLayers({ engine, theme, magnify, interactive }: MapLayersProps) {
  useDepartmentLayer(engine, theme, magnify);
  useComponentLayer(engine, theme, magnify);
  useAreaLayer(engine, theme, magnify);
  useFillLayer(engine);
  useHeatLayer(engine, theme, magnify);
  const { rows } = useLayerRows();
  const chosen = useLayerChoice(({ order }) => order);
  useEffect(() => {
    const ids = rows.map(({ id }) => id);
    // What is being measured lies over all that is measured.
    engine.board.arrange(['measure', ...ordered(ids, chosen)]);
  }, [engine, rows, chosen]);
  return (
    <>
      <OverlayLayers {...{ engine, theme, magnify, interactive }} />
      {interactive && <FillHover engine={engine} />}
    </>
  );
}
