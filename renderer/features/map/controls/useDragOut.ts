import { useLayoutEffect } from 'react';
import type { VideoTarget } from '#shared/contract/video.ts';
import { type DraggedItem, startDrag, startItemDrag } from '../../../parts/index.ts';
import type { MapEngine, MapHit } from '../engine.ts';
import styles from '../MapView.module.css';

/** Who is chosen on the map, and what dragging their mark means. */
export interface ChosenWorker {
  index: number;
  target: Extract<VideoTarget, { kind: 'worker' }>;
}
type Dragged = { words: string } & ({ item: DraggedItem } | { target: VideoTarget });

/**
 * What is dragged off the map onto another window: any camera, and the chosen worker and case. Only these hold the mouse: from any other
 * mark the map itself is moved. What lies under the mouse is looked up as it is pressed: the last frame's answer may be another mark's.
 *
 * @param engine null where nothing may be dragged
 */
export function useDragOut(engine: MapEngine | null, chosen: ChosenWorker | null, caseId: string | null): void {
  useLayoutEffect(() => {
    if (!engine) return;
    const { map } = engine;
    const host = map.getCanvasContainer();
    let dragged: Dragged | null = null;
    const press = map.on('mousedown', (event) => {
      // With Ctrl a box is laid over the map, which a drag would never let end.
      const { button, ctrlKey } = event.originalEvent;
      const hit = button === 0 && !ctrlKey ? engine.pick(event.point.x, event.point.y) : null;
      dragged = draggedOf(engine, hit, chosen, caseId);
      host.draggable = dragged !== null;
      // The map would follow the mouse.
      if (dragged) event.preventDefault();
    });
    const start = ({ dataTransfer }: DragEvent) => {
      if (!dataTransfer || !dragged) return;
      carryWords(dataTransfer, dragged.words);
      if ('item' in dragged) startItemDrag(dataTransfer, dragged.item);
      else startDrag(dataTransfer, dragged.target);
    };
    host.addEventListener('dragstart', start);
    return () => {
      host.draggable = false;
      host.removeEventListener('dragstart', start);
      press.unsubscribe();
    };
  }, [engine, chosen, caseId]);
}

/** What goes along with the mouse: without it a picture of the whole map would. */
function carryWords(transfer: DataTransfer, words: string): void {
  const chip = document.createElement('div');
  chip.className = styles.carried ?? '';
  chip.textContent = words;
  document.body.append(chip);
  transfer.setDragImage(chip, -12, -12);
  // It is drawn once this event is over.
  setTimeout(() => chip.remove());
}

function draggedOf(
  engine: MapEngine,
  hit: MapHit | null,
  chosen: ChosenWorker | null,
  caseId: string | null,
): Dragged | null {
  if (hit?.kind === 'camera') return { words: hit.name, target: { kind: 'source', sourceId: hit.id } };
  if (hit?.kind === 'cases') {
    const [only, another] = hit.ids;
    const marker = only === caseId && another === undefined ? engine.cases.find(only ?? '')?.marker : undefined;
    return marker
      ? {
          words: marker.title,
          item: { kind: 'case', caseId: marker.id, title: marker.title, lon: marker.lon, lat: marker.lat },
        }
      : null;
  }
  if (hit?.kind !== 'worker' || hit.index !== chosen?.index) return null;
  const { workerId, name } = chosen.target;
  return { words: name, item: { kind: 'worker', workerId, name } };
}
