import { X } from 'lucide-react';
import type { Place } from '#shared/contract/dossierViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { IconButton, Panel } from '../../ui/index.ts';
import { Dossier } from './Dossier.tsx';
import { FindPlace } from './FindPlace.tsx';
import { texts } from './locale.ts';
import styles from './place.module.css';

export interface PlacePanelProps {
  place: Place | null;
  onPlace: (place: Place) => void;
  onClose: () => void;
  onOpenCase: (id: string) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

/** What is known of a place; without one, the question which. */
export function PlacePanel({ place, onPlace, onClose, onOpenCase, onShowOnMap }: PlacePanelProps) {
  const t = useTexts(texts);
  return (
    <Panel title={t('title')} actions={<IconButton icon={X} label={t('close')} shortcut="Esc" onClick={onClose} />}>
      <div className={styles.panel}>
        <FindPlace key={JSON.stringify(place)} place={place} onPlace={onPlace} />
        {place ? (
          <Dossier place={place} onOpenCase={onOpenCase} onShowOnMap={onShowOnMap} />
        ) : (
          <p className={styles.quiet}>{t('hint')}</p>
        )}
      </div>
    </Panel>
  );
}
