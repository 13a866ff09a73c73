import { ChevronLeft, ChevronRight, Download, Maximize, RotateCw, ZoomIn, ZoomOut } from 'lucide-react';
import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { useTexts } from '../../i18n/index.ts';
import { Dialog, IconButton } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { Photo } from './Photo.tsx';
import { useShare } from './useShare.ts';

interface MediaViewerProps {
  photos: readonly MediaRef[];
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}

const MOST_ZOOM = 6;
/** px of one press of an arrow while a photo is larger than its place */
const PAN = 80;

/** Keys of the viewer, wherever in its dialog the focus is. */
function useViewerKeys(keys: Record<string, () => void>): void {
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isShifted = event.shiftKey && event.key.startsWith('Arrow');
      const run = current.current[isShifted ? `Shift+${event.key}` : event.key];
      if (!run || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Moves what is larger than its place: dragged with the pointer, or by arrows. */
function usePan() {
  const stage = useRef<HTMLDivElement>(null);
  const by = (x: number, y: number) => stage.current?.scrollBy(x, y);
  const isDragged = useRef(false);
  const handlers = {
    onPointerMove: (event: PointerEvent) => {
      if (event.buttons !== 1) return;
      isDragged.current = true;
      by(-event.movementX, -event.movementY);
    },
    // The press that ends a drag is no press on the photo.
    onClickCapture: (event: { stopPropagation: () => void }) => {
      if (isDragged.current) event.stopPropagation();
      isDragged.current = false;
    },
  };
  return { stage, by, handlers };
}

/** A photo large: zoomed, turned, moved, the next and the one before, and a copy without its place. Keys: ← → + − R 0 S, Shift with arrows. */
export function MediaViewer({ photos, index, onIndex, onClose }: MediaViewerProps) {
  const t = useTexts(mediaTexts);
  const [zoom, setZoom] = useState(1);
  const [turns, setTurns] = useState(0);
  const photo = photos[index];
  const pan = usePan();
  const share = useShare();
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
    'Shift+ArrowLeft': () => pan.by(-PAN, 0),
    'Shift+ArrowRight': () => pan.by(PAN, 0),
    'Shift+ArrowUp': () => pan.by(0, -PAN),
    'Shift+ArrowDown': () => pan.by(0, PAN),
    '+': () => magnify(1.5),
    '=': () => magnify(1.5),
    '-': () => magnify(1 / 1.5),
    r: () => setTurns(turns + 1),
    R: () => setTurns(turns + 1),
    '0': fit,
    s: () => photo && void share(photo.id),
  };
  useViewerKeys(keys);
  if (!photo) return null;
  return (
    <Dialog title={t('viewer')} open onClose={onClose} size="wide">
      <div className={styles.viewer}>
        <div ref={pan.stage} className={styles.stage} {...pan.handlers}>
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
          <IconButton icon={Download} label={t('share')} onClick={() => void share(photo.id)} />
        </div>
      </div>
    </Dialog>
  );
}
