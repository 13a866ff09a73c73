import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Button, IconButton, Select, Switch } from '../../../ui/index.ts';
import { FLEET_VIEWS } from '../fleet/density.ts';
import { mapTexts } from '../locale.ts';
import { FLEET_VIEW_OPTION, moved, ordered, useLayerChoice } from './choice.ts';
import styles from './LayerPanel.module.css';
import { layerTexts } from './locale.ts';
import { type LayerRow, useLayerRows } from './useMapLayer.ts';

/** Marks above all layers, in an order of their own. */
const FIXED = ['workers', 'offDuty', 'cases', 'grids', 'cameras'] as const;

/** Every layer of the map: shown or not, above which others, how faint, and what it means. */
export function LayerPanel({ onManage }: { onManage?: () => void }) {
  const t = useTexts(layerTexts);
  const tm = useTexts(mapTexts);
  const { on, turn, order: chosen, arrange, options, choose } = useLayerChoice();
  const { rows } = useLayerRows();
  const order = ordered(
    rows.map(({ id }) => id),
    chosen,
  );
  const [dragged, setDragged] = useState<string | null>(null);
  const move = (id: string, to: number) => arrange(moved(order, id, to));
  return (
    <div className={styles.panel}>
      <section aria-label={t('marks')}>
        {FIXED.map((id) => (
          <Switch key={id} label={tm(id)} value={on[id] ?? false} onChange={(value) => turn(id, value)} />
        ))}
        <Select
          label={tm('fleetView')}
          options={FLEET_VIEWS.map((value) => ({ value, label: tm(`fleetViews.${value}`) }))}
          value={FLEET_VIEWS.find((one) => one === options[FLEET_VIEW_OPTION]) ?? 'auto'}
          onChange={(value) => choose(FLEET_VIEW_OPTION, value)}
        />
      </section>
      <ol className={styles.rows} aria-label={t('rows')}>
        {order.map((id, at) => {
          const row = rows.find((one) => one.id === id);
          if (!row) return null;
          return (
            <Row
              key={id}
              row={row}
              at={at}
              last={order.length - 1}
              isDragged={dragged === id}
              onMove={(to) => move(id, to)}
              drag={{
                draggable: true,
                onDragStart: () => setDragged(id),
                onDragEnd: () => setDragged(null),
                onDragOver: (event: DragEvent) => {
                  event.preventDefault();
                  if (dragged && dragged !== id) move(dragged, at);
                },
                onDrop: (event: DragEvent) => event.preventDefault(),
              }}
            />
          );
        })}
      </ol>
      {onManage && <Button onClick={onManage}>{t('overlays.manage')}</Button>}
    </div>
  );
}

interface RowProps {
  row: LayerRow;
  at: number;
  last: number;
  isDragged: boolean;
  onMove(to: number): void;
  drag: object;
}

function Row({ row: { id, label, legend, choices, normally = false }, at, last, isDragged, onMove, drag }: RowProps) {
  const t = useTexts(layerTexts);
  const { on, opacity, turn, fade } = useLayerChoice();
  const isOn = on[id] ?? normally;
  const share = Math.round((opacity[id] ?? 1) * 100);
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(event.key === 'ArrowUp' ? at - 1 : at + 1);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Alt with arrows moves the row its controls stand in
    <li className={styles.row} data-layer={id} data-dragged={isDragged} onKeyDown={keys} {...drag}>
      <div className={styles.head}>
        <GripVertical className={styles.grip} aria-hidden />
        <div className={styles.switch}>
          <Switch label={label} value={isOn} onChange={(value) => turn(id, value)} />
        </div>
        <IconButton
          size="small"
          icon={ArrowUp}
          label={t('raise', { name: label })}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        />
        <IconButton
          size="small"
          icon={ArrowDown}
          label={t('lower', { name: label })}
          disabled={at === last}
          onClick={() => onMove(at + 1)}
        />
      </div>
      {isOn && (
        <div className={styles.body}>
          <label className={styles.opacity}>
            {t('opacity')}
            <input
              type="range"
              min={10}
              max={100}
              step={10}
              value={share}
              aria-label={t('opacityOf', { name: label })}
              onChange={(event) => fade(id, Number(event.target.value) / 100)}
            />
            <output>{share}%</output>
          </label>
          {legend}
          {choices}
        </div>
      )}
    </li>
  );
}
