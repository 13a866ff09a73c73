import { useEffect, useMemo } from 'react';
import type { OverlayView } from '#shared/contract/overlays.ts';
import { NOTICE_LEVELS, type Notice, noticeBox } from '#shared/domain/notice.ts';
import { boxInWgs84 } from '#shared/geo/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useOverlayWords, useStanding } from '../../../parts/index.ts';
import { gatewayNow, useFeed, useNow, useStation } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import layers from '../layers/LayerPanel.module.css';
import { layerTexts } from '../layers/locale.ts';
import { useMapLayer } from '../layers/useMapLayer.ts';
import type { MapTheme } from '../style/palette.ts';
import { LEVEL_SHADES, noticeData, noticeLayers } from './noticeLayer.ts';
import { NoticeCards } from './NoticeCards.tsx';
import { imageAddress, serveOverlays, tileAddress } from './overlayProtocol.ts';
import styles from './overlays.module.css';
import { useNoticeCard } from './useNoticeCard.ts';

interface OverlayProps {
  engine: MapEngine;
  view: OverlayView;
  theme: MapTheme;
  magnify: number;
}

const NONE: readonly OverlayView[] = [];
const MINUTE_MS = 60_000;
/** id of the panel's row; those of style layers begin with it too */
const rowOf = ({ source }: OverlayView): string => `overlay-${source.id}`;

/** What others publish about the ground, a row of the panel for each source. */
export function OverlayLayers({ interactive, ...props }: Omit<OverlayProps, 'view'> & { interactive: boolean }) {
  const station = useStation();
  const { data } = useFeed('overlay.list', {});
  const overlays = data?.overlays ?? NONE;
  useEffect(() => serveOverlays(station), [station]);
  return (
    <>
      {overlays.map((view) => {
        const key = `${view.source.kind} ${view.source.id}`;
        if (view.source.kind === 'notices') return <NoticeLayer key={key} view={view} {...props} />;
        return <PictureLayer key={key} view={view} engine={props.engine} />;
      })}
      {interactive && <NoticeCards engine={props.engine} overlays={overlays} rowOf={rowOf} />}
    </>
  );
}

function NoticeLayer({ engine, view, theme, magnify }: OverlayProps) {
  const id = rowOf(view);
  const words = useOverlayWords();
  const standing = useStanding(view);
  const named = standing.map(words.named).join('\n');
  // Whether one has begun is looked at once a minute.
  const minute = Math.floor(useNow(MINUTE_MS) / MINUTE_MS);
  const laid = useMemo(() => {
    const texts = named.split('\n');
    const textOf = (notice: Notice) => texts[standing.indexOf(notice)] ?? notice.title;
    const data = noticeData(standing, theme, Math.max(gatewayNow(), minute * MINUTE_MS), textOf);
    return { source: { type: 'geojson' as const, data }, layers: noticeLayers(id, theme, magnify) };
  }, [id, standing, named, theme, magnify, minute]);
  const legend = useMemo(
    () => <NoticeLegend engine={engine} view={view} standing={standing} theme={theme} />,
    [engine, view, standing, theme],
  );
  useMapLayer(engine, { id, label: view.source.name, legend, normally: true }, laid);
  return null;
}

/** How many of each level there are, and each by its name: what is under the mouse is here for the keys. */
function NoticeLegend(props: Pick<OverlayProps, 'engine' | 'view' | 'theme'> & { standing: readonly Notice[] }) {
  const { engine, view, standing, theme } = props;
  const t = useTexts(layerTexts);
  const words = useOverlayWords();
  const open = useNoticeCard((card) => card.open);
  const counted = NOTICE_LEVELS.toReversed().flatMap((level) => {
    const n = standing.filter((notice) => notice.level === level).length;
    return n === 0 ? [] : [{ level, n }];
  });
  return (
    <>
      <ul className={layers.legend} data-legend="notices">
        {counted.map(({ level, n }) => (
          <li key={level}>
            <span
              className={styles.swatch}
              data-level={level}
              style={{ color: LEVEL_SHADES[theme][level] }}
              aria-hidden
            />
            <span>{words.level(level)}</span>
            <span className={layers.notes}>{t('overlays.count', { n })}</span>
          </li>
        ))}
        {counted.length === 0 && view.asOf !== null && <li>{t('overlays.none')}</li>}
      </ul>
      {standing.length > 0 && (
        <ul className={styles.names}>
          {standing.map((notice) => (
            <li key={notice.id}>
              <Button
                size="small"
                look="quiet"
                onClick={() => {
                  open({ row: rowOf(view), id: notice.id });
                  engine.moves.fit(noticeBox(notice));
                }}
              >
                {notice.title}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Said view={view} />
    </>
  );
}

/** As of when, and what is wrong with it. */
function Said({ view: { asOf, trouble, wrong, source } }: { view: OverlayView }) {
  const words = useOverlayWords();
  return (
    <>
      {source.kind !== 'tiles' && <p className={layers.notes}>{words.asOf(asOf)}</p>}
      {trouble && (
        <p className={styles.trouble} role="status">
          {words.trouble(trouble)}
        </p>
      )}
      {wrong > 0 && <p className={styles.trouble}>{words.wrong(wrong)}</p>}
    </>
  );
}

function PictureLayer({ engine, view }: Pick<OverlayProps, 'engine' | 'view'>) {
  const id = rowOf(view);
  const t = useTexts(layerTexts);
  const { source, asOf, trouble } = view;
  // Tiles are asked for again when they are due, sooner while they do not come.
  const every = (trouble === null ? source.minutes : 1) * MINUTE_MS;
  const turn = Math.floor(useNow(every) / every);
  const asked = JSON.stringify(source);
  const laid = useMemo(
    () => pictureOf(id, JSON.parse(asked) as OverlayView['source'], asOf, turn),
    [id, asked, asOf, turn],
  );
  const legend = useMemo(
    () => (
      <>
        <p className={layers.notes}>{t('overlays.picture', { n: view.source.minutes })}</p>
        <Said view={view} />
      </>
    ),
    [t, view],
  );
  useMapLayer(engine, { id, label: source.name, legend, normally: true }, laid);
  return null;
}

function pictureOf(id: string, source: OverlayView['source'], asOf: number | null, turn: number) {
  const layer = { id: `over-${id}-picture`, type: 'raster' as const, source: `over-${id}` };
  const drawn = [{ ...layer, paint: { 'raster-fade-duration': 0 } }];
  if (source.kind === 'tiles') {
    const tiles = [tileAddress(source, turn)];
    return { source: { type: 'raster' as const, tiles, tileSize: 256, maxzoom: source.maxZoom }, layers: drawn };
  }
  if (source.kind !== 'image' || asOf === null) return null;
  const [west, south, east, north] = boxInWgs84(source.bounds, source.system);
  const coordinates: [[number, number], [number, number], [number, number], [number, number]] = [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
  return { source: { type: 'image' as const, url: imageAddress(source, asOf), coordinates }, layers: drawn };
}
