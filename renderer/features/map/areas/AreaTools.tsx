import { Circle, LocateFixed, Pencil, PencilRuler, Shapes, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { AreaView } from '#shared/contract/mapLayerViews.ts';
import type { AreaDraft } from '#shared/domain/mapArea.ts';
import { type AreaGeometry, bboxOf, extentOf } from '#shared/geo/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useAct, useFeed, useStatus } from '../../../station/index.ts';
import { useMay } from '../../../parts/index.ts';
import { Button, IconButton, Popover } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { layerTexts } from '../layers/locale.ts';
import map from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';
import { AREA_SHADES } from './areaLayer.ts';
import { AreaForm } from './AreaForm.tsx';
import styles from './areas.module.css';

// What it draws with is loaded when something is first drawn.
const AreaBar = lazy(async () => ({ default: (await import('./AreaBar.tsx')).AreaBar }));

/** m of a circle that is begun without the mouse */
const FIRST_RADIUS = 100;

/** What is being done to an area: its shape is drawn, or its words are written. */
export interface AreaWork {
  step: 'draw' | 'write';
  /** null: a new one */
  area: AreaView | null;
  geometry: AreaGeometry | null;
}

interface AreaToolsProps {
  engine: MapEngine;
  theme: MapTheme;
  onWork(work: AreaWork): void;
}

/** The areas of the centre and one's own: shown, drawn, changed, removed. */
export function AreaTools({ engine, theme, onWork }: AreaToolsProps) {
  const t = useTexts(layerTexts);
  const act = useAct();
  const may = useMay('area.create');
  const { data = [] } = useFeed('area.list', {});
  const [open, setOpen] = useState(false);
  const begin = (work: AreaWork) => {
    setOpen(false);
    onWork(work);
  };
  const show = ({ geometry }: AreaView) => {
    const box = bboxOf(extentOf(geometry));
    if (box) engine.moves.fit(box);
  };
  const atCentre = (): AreaGeometry => {
    const { lng, lat } = engine.map.getCenter();
    const centre: [number, number] = [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
    return { kind: 'circle', centre, radius: FIRST_RADIUS };
  };
  return (
    <Popover
      label={t('areas.title')}
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton tipSide="left" icon={Shapes} label={t('areas.title')} />}
    >
      <div className={map.popup}>
        {data.length === 0 && <p className={styles.quiet}>{t('areas.none')}</p>}
        <ul className={styles.list} aria-label={t('areas.title')}>
          {data.map((area) => (
            <li key={area.id} className={styles.item} data-waiting={area.waiting}>
              <span className={styles.swatch} style={{ background: AREA_SHADES[theme][area.colour] }} aria-hidden />
              <span className={styles.name}>
                {area.name}{' '}
                <span className={styles.quiet}>
                  {t(`areas.kinds.${area.kind}`)}
                  {!area.shared && ` · ${t('areas.own')}`}
                  {area.waiting && ` · ${t('areas.waiting')}`}
                </span>
              </span>
              <IconButton
                size="small"
                icon={LocateFixed}
                label={t('areas.show', { name: area.name })}
                onClick={() => show(area)}
              />
              {area.mayChange && (
                <>
                  <IconButton
                    size="small"
                    icon={Pencil}
                    label={t('areas.edit', { name: area.name })}
                    onClick={() => begin({ step: 'write', area, geometry: area.geometry })}
                  />
                  <IconButton
                    size="small"
                    icon={Trash2}
                    label={t('areas.remove', { name: area.name })}
                    onClick={() =>
                      void act('area.remove', {
                        entityId: area.id,
                        baseVersion: area.version,
                        payload: {},
                        subject: area.name,
                      })
                    }
                  />
                </>
              )}
            </li>
          ))}
        </ul>
        {may && (
          <>
            <Button icon={PencilRuler} onClick={() => begin({ step: 'draw', area: null, geometry: null })}>
              {t('areas.draw')}
            </Button>
            <Button icon={Circle} onClick={() => begin({ step: 'write', area: null, geometry: atCentre() })}>
              {t('areas.atCentre')}
            </Button>
          </>
        )}
      </div>
    </Popover>
  );
}

interface AreaDeskProps {
  engine: MapEngine;
  theme: MapTheme;
  magnify: number;
  work: AreaWork;
  onWork(work: AreaWork | null): void;
}

/** The area that is worked on. */
export function AreaDesk({ engine, theme, magnify, work: { step, area, geometry }, onWork }: AreaDeskProps) {
  const isLead = useStatus()?.session.user?.roles.includes('shift-lead') ?? false;
  if (step === 'draw' || geometry === null)
    return (
      <Suspense fallback={null}>
        <AreaBar
          {...{ engine, theme, magnify }}
          onDone={(drawn) => onWork({ step: 'write', area, geometry: drawn })}
          onCancel={() => onWork(area ? { step: 'write', area, geometry } : null)}
        />
      </Suspense>
    );
  const fresh: AreaDraft = { name: '', kind: 'note', colour: 'orange', note: '', shared: isLead, geometry };
  return (
    <AreaForm
      area={area}
      draft={area ? { ...area, geometry } : fresh}
      isLead={isLead}
      onRedraw={() => onWork({ step: 'draw', area, geometry })}
      onClose={() => onWork(null)}
    />
  );
}
