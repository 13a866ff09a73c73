import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FleetFilter, SavedView } from '#shared/contract/mapView.ts';
import { useTexts } from '../../../i18n/index.ts';
import { savedViews, useOwnId } from '../../../parts/index.ts';
import { Button, IconButton, showToast, TextField } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { layerChoice } from './choice.ts';
import { layerTexts } from './locale.ts';
import styles from './LayerPanel.module.css';
import { keepViews, withView } from './views.ts';

interface SavedViewsProps {
  engine: MapEngine;
  /** which workers are shown */
  filter: FleetFilter;
  onGo(view: SavedView): void;
}

/** Where the map looks, what it shows and of whom, kept under a name and gone back to. */
export function SavedViews({ engine, filter, onGo }: SavedViewsProps) {
  const t = useTexts(layerTexts);
  const ownId = useOwnId();
  const [views, setViews] = useState(() => savedViews(localStorage, ownId));
  const [name, setName] = useState('');
  const keep = (change: (now: readonly SavedView[]) => SavedView[]) => {
    // As they are now: another window may have saved one meanwhile.
    const next = change(savedViews(localStorage, ownId));
    const isKept = keepViews(localStorage, ownId, next);
    if (isKept) setViews(next);
    else showToast({ title: t('views.full'), look: 'warn' });
    return isKept;
  };
  const save = () => {
    const { lng, lat } = engine.map.getCenter();
    const camera = { lon: lng, lat, zoom: engine.map.getZoom() };
    if (keep((now) => withView(now, { name: name.trim(), ...camera, layers: layerChoice(), filter }))) setName('');
  };
  return (
    <section className={styles.views} aria-label={t('views.title')}>
      <h3>{t('views.title')}</h3>
      {views.length === 0 && <p className={styles.notes}>{t('views.none')}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.name} className={styles.head}>
            <Button
              icon={Bookmark}
              className={styles.view}
              title={t('views.go', { name: view.name })}
              onClick={() => onGo(view)}
            >
              {view.name}
            </Button>
            <IconButton
              size="small"
              icon={Trash2}
              label={t('views.remove', { name: view.name })}
              onClick={() => keep((now) => now.filter((other) => other.name !== view.name))}
            />
          </li>
        ))}
      </ul>
      <form
        className={styles.head}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save();
        }}
      >
        <TextField
          label={t('views.name')}
          labelHidden
          placeholder={t('views.name')}
          value={name}
          maxLength={40}
          onChange={setName}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('views.save')}
        </Button>
      </form>
    </section>
  );
}
