import { Filter, Layers, List, Maximize, Minus, Plus, Ruler, SquareDashedMousePointer } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { FleetFilter, SavedView } from '#shared/contract/mapView.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { IconButton, Popover, useRem } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { AreaTools, type AreaWork } from '../areas/AreaTools.tsx';
import { LayerPanel } from '../layers/LayerPanel.tsx';
import { layerTexts } from '../layers/locale.ts';
import { SavedViews } from '../layers/SavedViews.tsx';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';
import { BaseChooser } from './BaseChooser.tsx';
import { Legend } from './Legend.tsx';
import { scaleBar, WIDEST_REM } from './scaleBar.ts';

interface MapControlsProps {
  engine: MapEngine;
  /** an area is drawn or changed */
  onArea(work: AreaWork): void;
  onMeasure(): void;
  theme: MapTheme;
  /** draws an area in which all workers are chosen */
  onChoose?: () => void;
  /** to where base maps are added and described */
  onManageBases?: () => void;
  /** to where overlays are set up */
  onManageOverlays?: () => void;
  /** which workers are shown; `content` hangs on its button */
  filter: { open: boolean; onOpen: (open: boolean) => void; active: boolean; content: ReactNode; now: FleetFilter };
  /** to a saved view */
  onView(view: SavedView): void;
}

/** Zoom, whole district, layers, legend, scale. */
export function MapControls(props: MapControlsProps) {
  const { engine, onArea, onMeasure, theme, onChoose, onManageBases, onManageOverlays, onView, filter } = props;
  const t = useTexts(mapTexts);
  const tl = useTexts(layerTexts);
  return (
    <>
      <div className={styles.controls} role="toolbar" aria-orientation="vertical" aria-label={t('controls')}>
        <div className={styles.group}>
          <IconButton
            tipSide="left"
            icon={Plus}
            label={t('zoomIn')}
            shortcut="+"
            onClick={() => engine.moves.zoomBy(1)}
          />
          <IconButton
            tipSide="left"
            icon={Minus}
            label={t('zoomOut')}
            shortcut="−"
            onClick={() => engine.moves.zoomBy(-1)}
          />
          <IconButton
            tipSide="left"
            icon={Maximize}
            label={t('fit')}
            shortcut="Home"
            onClick={() => engine.moves.fitDistrict()}
          />
        </div>
        {onChoose && (
          <div className={styles.group}>
            <IconButton tipSide="left" icon={SquareDashedMousePointer} label={t('choose')} onClick={onChoose} />
          </div>
        )}
        <div className={styles.group}>
          <AreaTools engine={engine} theme={theme} onWork={onArea} />
          <IconButton tipSide="left" icon={Ruler} label={tl('measure.title')} onClick={onMeasure} />
        </div>
        <div className={styles.group}>
          <Popover
            label={t('filter.open')}
            open={filter.open}
            onOpenChange={filter.onOpen}
            trigger={
              <IconButton tipSide="left" icon={Filter} label={t('filter.open')} shortcut="F" pressed={filter.active} />
            }
          >
            {filter.content}
          </Popover>
          <Popover label={t('layers')} trigger={<IconButton tipSide="left" icon={Layers} label={t('layers')} />}>
            <div className={styles.popup}>
              <LayerPanel onManage={onManageOverlays} />
              <SavedViews engine={engine} filter={filter.now} onGo={onView} />
              <BaseChooser onManage={onManageBases} />
            </div>
          </Popover>
          <Popover label={t('legend')} trigger={<IconButton tipSide="left" icon={List} label={t('legend')} />}>
            <Legend engine={engine} theme={theme} />
          </Popover>
        </div>
      </div>
      <ScaleBar engine={engine} />
    </>
  );
}

/** A length on the ground, and where north is: always up. Changed in place: the map moves too often for a render. */
function ScaleBar({ engine }: { engine: MapEngine }) {
  const t = useTexts(mapTexts);
  const language = useLanguage();
  const rem = useRem();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = () => {
      const { text, width } = scaleBar(engine.map.getCenter().lat, engine.map.getZoom(), WIDEST_REM * rem);
      if (!bar.current) return;
      bar.current.style.width = `${width}px`;
      bar.current.textContent = text;
      bar.current.lang = language;
    };
    show();
    const subscription = engine.map.on('move', show);
    return () => subscription.unsubscribe();
  }, [engine, language, rem]);
  return (
    <div className={styles.scale}>
      <span className={styles.north} title={t('north')}>
        <svg viewBox="0 0 16 16" aria-hidden>
          <path d="M8 1 12 13 8 10.4 4 13Z" />
        </svg>
        {t('north')}
      </span>
      <div ref={bar} className={styles.bar} />
    </div>
  );
}
