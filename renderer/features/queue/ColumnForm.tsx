import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { Button, Checkbox, IconButton, Select, Switch } from '../../ui/index.ts';
import { type ColumnName, FIRST_LAYOUT, movedColumn, type QueueLayout, WIDTH_STEPS } from './columns.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';

interface ColumnFormProps {
  layout: QueueLayout;
  /** what `null` stands for */
  dense: boolean;
  onLayout: (layout: QueueLayout) => void;
}

/** Which columns a queue shows, in which order and how wide, and how close its rows stand. */
export function ColumnForm({ layout, dense, onLayout }: ColumnFormProps) {
  const t = useTexts(texts);
  const change = (name: ColumnName, part: { shown?: boolean; width?: number }) =>
    onLayout({
      ...layout,
      columns: layout.columns.map((column) => (column.name === name ? { ...column, ...part } : column)),
    });
  return (
    <div className={styles.columnForm}>
      <Switch label={t('columns.table')} value={layout.table} onChange={(table) => onLayout({ ...layout, table })} />
      <Switch
        label={t('columns.dense')}
        value={layout.dense ?? dense}
        onChange={(next) => onLayout({ ...layout, dense: next })}
      />
      <ul className={styles.columnList}>
        {layout.columns.map(({ name, shown, width }) => {
          const label = t(`columns.names.${name}`);
          const steps = [...new Set([...WIDTH_STEPS, width])].sort((a, b) => a - b);
          return (
            <li key={name} className={styles.columnLine}>
              <Checkbox label={label} value={shown} onChange={(next) => change(name, { shown: next })} />
              <Select
                label={t('columns.width', { name: label })}
                options={steps.map((step) => ({ value: String(step), label: String(step) }))}
                value={String(width)}
                onChange={(next) => change(name, { width: Number(next) })}
              />
              <IconButton
                icon={ArrowUp}
                size="small"
                label={t('columns.up', { name: label })}
                onClick={() => onLayout(movedColumn(layout, name, -1))}
              />
              <IconButton
                icon={ArrowDown}
                size="small"
                label={t('columns.down', { name: label })}
                onClick={() => onLayout(movedColumn(layout, name, 1))}
              />
            </li>
          );
        })}
      </ul>
      <Button size="small" look="quiet" onClick={() => onLayout(FIRST_LAYOUT)}>
        {t('columns.reset')}
      </Button>
    </div>
  );
}
