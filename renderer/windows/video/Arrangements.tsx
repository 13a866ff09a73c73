import { LayoutGrid, RefreshCw, Save, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { VideoDesk } from '#shared/contract/video.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, IconButton, Popover, Select, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './video.module.css';

const SECONDS = [5, 10, 20, 30, 60, 120];

export interface ArrangementsProps {
  desk: VideoDesk;
  patrolling: boolean;
  onPatrol: (sourceIds: readonly string[] | null) => void;
  onChange: (change: (desk: VideoDesk) => VideoDesk) => void;
}

/** Layouts that were saved by name, groups to patrol, and the patrol itself. */
export function Arrangements({ desk, patrolling, onPatrol, onChange }: ArrangementsProps) {
  const t = useTexts(texts);
  const [name, setName] = useState('');
  const shownIds = desk.tiles.flatMap((tile) => (tile?.kind === 'source' ? [tile.sourceId] : []));
  const fits = name.trim() !== '';
  const save = () => {
    const saved = { id: v7(), name: name.trim(), layout: desk.layout, tiles: desk.tiles };
    onChange((now) => ({ ...now, saved: [...now.saved.filter((one) => one.name !== saved.name), saved].slice(-50) }));
    setName('');
  };
  const saveGroup = () => {
    const group = { id: v7(), name: name.trim(), sourceIds: shownIds };
    onChange((now) => ({ ...now, groups: [...now.groups.filter((one) => one.name !== group.name), group].slice(-50) }));
    setName('');
  };
  return (
    <>
      <Popover
        trigger={
          <Button size="small" icon={LayoutGrid}>
            {t('arrangements')}
          </Button>
        }
        label={t('arrangements')}
      >
        <div className={styles.arrangements}>
          <TextField label={t('saveAs')} value={name} maxLength={50} onChange={setName} />
          <div className={styles.line}>
            <Button size="small" icon={Save} disabled={!fits} onClick={save}>
              {t('saveLayout')}
            </Button>
            <Button size="small" icon={Save} disabled={!fits || shownIds.length === 0} onClick={saveGroup}>
              {t('saveGroup')}
            </Button>
          </div>
          <Select
            label={t('patrolSeconds')}
            options={SECONDS.map((seconds) => ({ value: `${seconds}`, label: `${seconds}` }))}
            value={`${desk.patrolSeconds}`}
            onChange={(seconds) => onChange((now) => ({ ...now, patrolSeconds: Number(seconds) }))}
          />
          <Rows
            title={t('saved')}
            rows={desk.saved}
            onOpen={({ layout, tiles }) => {
              onPatrol(null);
              onChange((now) => ({ ...now, layout, tiles }));
            }}
            onDelete={(id) => onChange((now) => ({ ...now, saved: now.saved.filter((one) => one.id !== id) }))}
          />
          <Rows
            title={t('groups')}
            rows={desk.groups}
            onOpen={({ sourceIds }) => onPatrol(sourceIds)}
            onDelete={(id) => onChange((now) => ({ ...now, groups: now.groups.filter((one) => one.id !== id) }))}
          />
        </div>
      </Popover>
      {patrolling ? (
        <Button size="small" icon={Square} onClick={() => onPatrol(null)}>
          {t('stopPatrol')}
        </Button>
      ) : (
        <Button
          size="small"
          icon={RefreshCw}
          disabled={desk.favourites.length === 0}
          onClick={() => onPatrol(desk.favourites)}
        >
          {t('patrolFavourites')}
        </Button>
      )}
    </>
  );
}

function Rows<R extends { id: string; name: string }>({
  title,
  rows,
  onOpen,
  onDelete,
}: {
  title: string;
  rows: readonly R[];
  onOpen: (row: R) => void;
  onDelete: (id: string) => void;
}) {
  const t = useTexts(texts);
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {rows.map((row) => (
        <div key={row.id} className={styles.line}>
          <Button size="small" look="quiet" onClick={() => onOpen(row)}>
            {row.name}
          </Button>
          <IconButton
            icon={Trash2}
            label={t('delete', { name: row.name })}
            size="small"
            onClick={() => onDelete(row.id)}
          />
        </div>
      ))}
    </section>
  );
}
