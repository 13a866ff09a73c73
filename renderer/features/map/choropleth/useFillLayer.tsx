import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { useEffect, useMemo, useState } from 'react';
import { type GridCollection, gridCollectionSchema } from '#shared/district/files.ts';
import { GRID_FIGURES, GRID_TIERS, type GridFigure, type GridTierName } from '#shared/contract/mapLayerViews.ts';
import { formatFullTime, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Select } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { useLayerChoice } from '../layers/choice.ts';
import styles from '../layers/LayerPanel.module.css';
import { layerTexts } from '../layers/locale.ts';
import { useLayerOn, useMapLayer } from '../layers/useMapLayer.ts';
import { countedTexts } from './locale.ts';
import { classesOf, classOf, coloursOf, type Scale, SCALES, type ValueClass } from './classes.ts';

/** What the layer is told by, and how it is said. */
interface Fill {
  classes: ValueClass[];
  colours: string[];
  data: FeatureCollection;
  unknown: number;
}

const UNKNOWN = '#8a8f98';
/** How much of a fill covers the map below it. */
const DENSITY = { known: 0.62, unknown: 0.25 } as const;
const choiceOf = <T extends string>(options: readonly T[], chosen: string | undefined): T =>
  options.find((one) => one === chosen) ?? (options[0] as T);

/** Grids of a tier filled by a figure. */
export function useFillLayer(engine: MapEngine | null): void {
  const t = useTexts(layerTexts);
  const on = useLayerOn('fill');
  const options = useLayerChoice((choice) => choice.options);
  const tier = choiceOf(GRID_TIERS, options['fill.tier']);
  const figure = choiceOf(GRID_FIGURES, options['fill.figure']);
  const scale = choiceOf(SCALES, options['fill.scale']);
  const grids = useGrids(on);
  const { data, isError } = useFeed('grid.figures', { tier, figure }, { enabled: on });
  const fill = useMemo(
    () => (grids && data ? fillOf(grids, tier, figure, scale, data.rows) : null),
    [grids, data, tier, figure, scale],
  );
  const laid = useMemo(
    () => (fill ? { source: { type: 'geojson' as const, data: fill.data }, layers: fillLayers() } : null),
    [fill],
  );
  const legend = useMemo(
    () =>
      fill && data ? (
        <FillLegend fill={fill} tier={tier} figure={figure} asOf={data.asOf} />
      ) : (
        <p role="status">{isError ? t('fill.failed') : t('fill.reading')}</p>
      ),
    [t, tier, figure, fill, data, isError],
  );
  const choices = useMemo(() => <Choosers tier={tier} figure={figure} scale={scale} />, [tier, figure, scale]);
  useMapLayer(engine, { id: 'fill', label: t('fill.title'), legend, choices, captioned: true }, laid);
}

function fillOf(
  grids: GridCollection,
  tier: GridTierName,
  figure: GridFigure,
  scale: Scale,
  rows: readonly { code: string; value: number | null }[],
): Fill {
  const values = new Map(rows.map(({ code, value }) => [code, value]));
  // Nothing counted in a grid is none of it; of a share nothing is known.
  const absent = figure === 'on-time' ? null : 0;
  const valueOf = (code: string) => shown(values.has(code) ? (values.get(code) ?? null) : absent, figure);
  const own = grids.features.filter(({ properties }) => properties.tier === tier);
  const known = own.map(({ properties }) => valueOf(properties.code)).filter((value) => value !== null);
  const classes = classesOf(known, scale);
  const colours = coloursOf(classes.length);
  const features = own.map((feature) => {
    const { code, name } = feature.properties;
    const value = valueOf(code);
    const at = classOf(value, classes);
    const fill = at === null ? UNKNOWN : (colours[at] ?? UNKNOWN);
    return { ...feature, properties: { code, name, value, known: at !== null, fill } };
  });
  return { classes, colours, data: { type: 'FeatureCollection', features }, unknown: own.length - known.length };
}

/** As it is said: shares in per cent with one decimal, so that bounds of classes are what is read. */
function shown(value: number | null, figure: GridFigure): number | null {
  return value === null || figure !== 'on-time' ? value : Math.round(value * 1000) / 10;
}

function fillLayers(): LayerSpecification[] {
  const source = 'over-fill';
  const known: ExpressionSpecification = ['get', 'known'];
  return [
    {
      ...{ id: 'over-fill-known', type: 'fill', source },
      filter: known,
      paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': DENSITY.known },
    },
    {
      // Not known looks like nothing of the scale: fainter and grey.
      ...{ id: 'over-fill-unknown', type: 'fill', source },
      filter: ['!', known],
      paint: { 'fill-color': UNKNOWN, 'fill-opacity': DENSITY.unknown },
    },
  ];
}

function Choosers({ tier, figure, scale }: { tier: GridTierName; figure: GridFigure; scale: Scale }) {
  const t = useTexts(layerTexts);
  const tc = useTexts(countedTexts);
  const choose = useLayerChoice((choice) => choice.choose);
  return (
    <>
      <p className={styles.notes}>{tc('hint')}</p>
      <Select
        label={t('fill.figure')}
        options={GRID_FIGURES.map((value) => ({ value, label: t(`fill.figures.${value}`) }))}
        value={figure}
        onChange={(value) => choose('fill.figure', value)}
      />
      <Select
        label={t('fill.tier')}
        options={GRID_TIERS.map((value) => ({ value, label: t(`fill.tiers.${value}`) }))}
        value={tier}
        onChange={(value) => choose('fill.tier', value)}
      />
      <Select
        label={t('fill.scale')}
        options={SCALES.map((value) => ({ value, label: t(`fill.scales.${value}`) }))}
        value={scale}
        onChange={(value) => choose('fill.scale', value)}
      />
    </>
  );
}

function FillLegend(props: { fill: Fill; tier: GridTierName; figure: GridFigure; asOf: number }) {
  const { fill, tier, figure, asOf } = props;
  const t = useTexts(layerTexts);
  const opacity = useLayerChoice((choice) => choice.opacity.fill ?? 1);
  // A colour of the legend is the one that is seen on the map, which lets the streets through.
  const seen = (colour: string, density: keyof typeof DENSITY) =>
    `color-mix(in srgb, ${colour} ${100 * DENSITY[density] * opacity}%, transparent)`;
  const unit = t(`fill.units.${figure}`);
  return (
    <>
      <p>{t('fill.said', { figure: t(`fill.figures.${figure}`), tier: t(`fill.tiers.${tier}`) })}</p>
      <ul className={styles.legend} data-legend="fill">
        {fill.classes.map(({ from, to, n }, at) => (
          <li key={from}>
            <span
              className={styles.swatch}
              style={{ background: seen(fill.colours[at] ?? UNKNOWN, 'known') }}
              aria-hidden
            />
            <span>{from === to ? t('fill.one', { from, unit }) : t('fill.range', { from, to, unit })}</span>
            <span className={styles.notes}>{t('fill.grids', { n })}</span>
          </li>
        ))}
        {fill.unknown > 0 && (
          <li>
            <span className={styles.swatch} style={{ background: seen(UNKNOWN, 'unknown') }} aria-hidden />
            <span>{t('fill.unknown')}</span>
            <span className={styles.notes}>{t('fill.grids', { n: fill.unknown })}</span>
          </li>
        )}
      </ul>
      <p className={styles.notes}>{t('fill.asOf', { time: formatFullTime(asOf) })}</p>
    </>
  );
}

/** The grids' outlines, read once they are wanted. */
function useGrids(wanted: boolean): GridCollection | null {
  const [grids, setGrids] = useState<GridCollection | null>(null);
  const isThere = grids !== null;
  useEffect(() => {
    if (!wanted || isThere) return undefined;
    const gone = new AbortController();
    fetch('tiles://district/grids.geojson', { signal: gone.signal })
      .then(async (response) => setGrids(gridCollectionSchema.parse(await response.json())))
      .catch((error: unknown) => {
        if (!gone.signal.aborted) console.error('the grids cannot be read', error);
      });
    return () => gone.abort();
  }, [wanted, isThere]);
  return grids;
}
