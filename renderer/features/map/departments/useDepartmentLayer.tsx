import { useMemo } from 'react';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import type { MapEngine } from '../engine.ts';
import styles from '../layers/LayerPanel.module.css';
import { useLayerOn, useMapLayer } from '../layers/useMapLayer.ts';
import type { MapTheme } from '../style/palette.ts';
import { DEPARTMENT_SHAPE, departmentColour, departmentData, departmentLayers } from './departmentLayer.ts';
import { departmentTexts } from './locale.ts';

/** Departments where they sit, with their open cases. */
export function useDepartmentLayer(engine: MapEngine | null, theme: MapTheme, magnify: number): void {
  const t = useTexts(departmentTexts);
  const language = useLanguage();
  const on = useLayerOn('departments');
  const { data, isError } = useFeed('department.places', {}, { enabled: on });
  const source = useMemo(
    () => (data ? { type: 'geojson' as const, data: departmentData(data, language) } : null),
    [data, language],
  );
  const laid = useMemo(
    () => (source ? { source, layers: departmentLayers(theme, magnify) } : null),
    [source, theme, magnify],
  );
  const n = data?.length;
  const legend = useMemo(() => {
    if (n === undefined) return <p role="status">{isError ? t('failed') : t('reading')}</p>;
    if (n === 0) return <p>{t('none')}</p>;
    return (
      <ul className={styles.legend} data-legend="departments">
        <li>
          <span className={styles.shape} style={{ color: departmentColour(theme) }} aria-hidden>
            {DEPARTMENT_SHAPE}
          </span>
          {t('legend', { n })}
        </li>
      </ul>
    );
  }, [t, n, isError, theme]);
  const choices = useMemo(() => (n ? <p className={styles.notes}>{t('hint')}</p> : null), [t, n]);
  useMapLayer(engine, { id: 'departments', label: t('title'), legend, choices, captioned: true }, laid);
}
