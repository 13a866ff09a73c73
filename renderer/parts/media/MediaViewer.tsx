import { ChevronLeft, ChevronRight, Maximize, RotateCw, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { useTexts } from '../../i18n/index.ts';
import { Dialog, IconButton } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { Photo } from './Photo.tsx';

interface MediaViewerProps {
  photos: readonly MediaRef[];
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}

const MOST_ZOOM = 6;

/** Keys of the viewer, wherever in its dialog the focus is. */
function useViewerKeys(keys: Record<string, () => void>): void {
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const run = current.current[event.key];
      if (!run || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** A photo large: zoomed, turned, the next and the one before. Keys: ← → + − R 0. */
export function MediaViewer({ photos, index, onIndex, onClose }: MediaViewerProps) {
  const t = useTexts(mediaTexts);
  const [zoom, setZoom] = useState(1);
  const [turns, setTurns] = useState(0);
  const photo = photos[index];
  const magnify = (by: number) => setZoom((before) => Math.min(MOST_ZOOM, Math.max(1, before * by)));
  const fit = () => {
    setZoom(1);
    setTurns(0);
  };
  const step = (by: number) => {
    const next = index + by;
    if (next < 0 || next >= photos.length) return;
    fit();
    onIndex(next);
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    '+': () => magnify(1.5),
    '=': () => magnify(1.5),
    '-': () => magnify(1 / 1.5),
    r: () => setTurns(turns + 1),
    R: () => setTurns(turns + 1),
    '0': fit,
  };
  useViewerKeys(keys);
  if (!photo) return null;
  return (
    <Dialog title={t('viewer')} open onClose={onClose} size="wide">
      <div className={styles.viewer}>
        <div className={styles.stage}>
          <div
            className={styles.turned}
            style={{ transform: `rotate(${turns * 90}deg)`, width: `${zoom * 100}%`, height: `${zoom * 100}%` }}
          >
            <Photo
              key={photo.id}
              media={photo}
              label={t('photo', { n: index + 1 })}
              className={styles.large}
              onOpen={() => (zoom > 1 ? fit() : magnify(2))}
            />
          </div>
        </div>
        <div className={styles.tools}>
          <IconButton icon={ChevronLeft} label={t('previous')} onClick={() => step(-1)} disabled={index === 0} />
          <span>{t('position', { n: index + 1, total: photos.length })}</span>
          <IconButton
            icon={ChevronRight}
            label={t('next')}
            onClick={() => step(1)}
            disabled={index === photos.length - 1}
          />
          <IconButton icon={ZoomOut} label={t('zoomOut')} onClick={() => magnify(1 / 1.5)} disabled={zoom === 1} />
          <IconButton icon={ZoomIn} label={t('zoomIn')} onClick={() => magnify(1.5)} disabled={zoom === MOST_ZOOM} />
          <IconButton icon={RotateCw} label={t('rotate')} onClick={() => setTurns(turns + 1)} />
          <IconButton icon={Maximize} label={t('fit')} onClick={fit} />
        </div>
      </div>
    </Dialog>
  );
}
