import { useMemo } from 'react';
import { HEAT_CASES, HEAT_PERIODS } from '#shared/contract/mapLayerViews.ts';
import { formatCount, formatFullTime, useTexts } from '../../../i18n/index.ts';
import { Select } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { useLayerChoice } from '../layers/choice.ts';
import styles from '../layers/LayerPanel.module.css';
import { useMapLayer } from '../layers/useMapLayer.ts';
import type { MapTheme } from '../style/palette.ts';
import heat from './heat.module.css';
import { heatData, heatGradient, heatLayers } from './heatLayer.ts';
import { heatTexts } from './locale.ts';
import { ANY, HEAT, useCategories, useHeat, useHeatAnew, useHeatChoice, useHeatWords } from './useHeat.ts';

/** Where the cases of a category and a period lie. */
export function useHeatLayer(engine: MapEngine | null, theme: MapTheme, magnify: number): void {
  const t = useTexts(heatTexts);
  const { picture, refetch } = useHeat();
  useHeatAnew(refetch);
  const source = useMemo(
    () => (picture ? { type: 'geojson' as const, data: heatData(picture.cells, picture.most) } : null),
    [picture],
  );
  const laid = useMemo(
    () => (source ? { source, layers: heatLayers(theme, magnify) } : null),
    [source, theme, magnify],
  );
  const legend = useMemo(() => <HeatLegend theme={theme} />, [theme]);
  const choices = useMemo(() => <Choosers />, []);
  useMapLayer(engine, { id: HEAT, label: t('title'), legend, choices, captioned: true }, laid);
}

/** What the colours mean, and of what: nothing but what is drawn. */
function HeatLegend({ theme }: { theme: MapTheme }) {
  const t = useTexts(heatTexts);
  const words = useHeatWords();
  const { picture, failed } = useHeat();
  if (!picture) return <p role="status">{failed ? t('failed') : t('reading')}</p>;
  const { n, most, metres, asOf } = picture;
  return (
    <div className={heat.legend} data-legend="heat" data-cases={n}>
      <p>{words}</p>
      {n === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <>
          <p className={heat.scale}>
            <span>{t('few')}</span>
            <span className={heat.ramp} style={{ backgroundImage: heatGradient(theme) }} aria-hidden />
            <span>{t('many')}</span>
          </p>
          <p>{t('counted', { n: formatCount(n), most: formatCount(most), metres })}</p>
        </>
      )}
      <p className={styles.notes}>{t('asOf', { time: formatFullTime(asOf) })}</p>
    </div>
  );
}

function Choosers() {
  const t = useTexts(heatTexts);
  const choose = useLayerChoice((choice) => choice.choose);
  const { cases, period, category } = useHeatChoice();
  return (
    <>
      <Select
        label={t('cases')}
        options={HEAT_CASES.map((value) => ({ value, label: t(`which.${value}`) }))}
        value={cases}
        onChange={(value) => choose(`${HEAT}.cases`, value)}
      />
      <Select
        label={t('period')}
        options={HEAT_PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        value={period}
        onChange={(value) => choose(`${HEAT}.period`, value)}
      />
      <Select
        label={t('category')}
        options={[{ value: ANY, label: t('anyCategory') }, ...useCategories()]}
        value={category}
        onChange={(value) => choose(`${HEAT}.category`, value)}
      />
    </>
  );
}
