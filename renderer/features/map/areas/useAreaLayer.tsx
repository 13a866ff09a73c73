import { useMemo } from 'react';
import { AREA_KINDS } from '#shared/domain/mapArea.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import type { MapEngine } from '../engine.ts';
import layers from '../layers/LayerPanel.module.css';
import { layerTexts } from '../layers/locale.ts';
import { useMapLayer } from '../layers/useMapLayer.ts';
import type { MapTheme } from '../style/palette.ts';
import { areaData, areaLayers } from './areaLayer.ts';
import styles from './areas.module.css';

/** Areas that were drawn, as a layer of the map. */
export function useAreaLayer(engine: MapEngine | null, theme: MapTheme, magnify: number): void {
  const t = useTexts(layerTexts);
  const { data } = useFeed('area.list', {});
  const laid = useMemo(
    () =>
      data
        ? { source: { type: 'geojson' as const, data: areaData(data, theme) }, layers: areaLayers(theme, magnify) }
        : null,
    [data, theme, magnify],
  );
  const legend = useMemo(
    () => (
      <ul className={layers.legend}>
        {AREA_KINDS.map((kind) => (
          <li key={kind}>
            <span className={styles.kind} data-kind={kind} aria-hidden />
            {t(`areas.kinds.${kind}`)}
          </li>
        ))}
      </ul>
    ),
    [t],
  );
  useMapLayer(engine, { id: 'areas', label: t('areas.title'), legend }, laid);
}
