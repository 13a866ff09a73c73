import { Layers, List, Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { IconButton, Popover, Switch } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';
import { Legend } from './Legend.tsx';
import { scaleBar } from './scaleBar.ts';

export interface MapSwitches {
  workers: boolean;
  offDuty: boolean;
  cases: boolean;
  grids: boolean;
  heat: boolean;
  cameras: boolean;
}
const SWITCHES = ['workers', 'offDuty', 'cases', 'grids', 'heat', 'cameras'] as const satisfies (keyof MapSwitches)[];

interface MapControlsProps {
  engine: MapEngine;
  switches: MapSwitches;
  onSwitches(switches: MapSwitches): void;
  theme: MapTheme;
}

/** Zoom, whole district, layers, legend, scale. */
export function MapControls({ engine, switches, onSwitches, theme }: MapControlsProps) {
  const t = useTexts(mapTexts);
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
        <div className={styles.group}>
          <Popover label={t('layers')} trigger={<IconButton tipSide="left" icon={Layers} label={t('layers')} />}>
            <div className={styles.popup}>
              {SWITCHES.map((name) => (
                <Switch
                  key={name}
                  label={t(name)}
                  value={switches[name]}
                  onChange={(value) => onSwitches({ ...switches, [name]: value })}
                />
              ))}
            </div>
          </Popover>
          <Popover label={t('legend')} trigger={<IconButton tipSide="left" icon={List} label={t('legend')} />}>
            <Legend theme={theme} />
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
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = () => {
      const { text, width } = scaleBar(engine.map.getCenter().lat, engine.map.getZoom());
      if (!bar.current) return;
      bar.current.style.width = `${width}px`;
      bar.current.textContent = text;
      bar.current.lang = language;
    };
    show();
    const subscription = engine.map.on('move', show);
    return () => subscription.unsubscribe();
  }, [engine, language]);
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
