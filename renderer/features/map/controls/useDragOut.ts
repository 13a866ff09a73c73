import { useEffect } from 'react';
import { z } from 'zod';
import { type VideoTarget, videoTargetSchema } from '#shared/contract/video.ts';
import { type DraggedItem, draggedItemSchema, startDrag, startItemDrag } from '../../../parts/index.ts';
import type { MapEngine, MapHit } from '../engine.ts';

/** Who is chosen on the map, and what dragging their mark means. */
export interface ChosenWorker {
  index: number;
  target: Extract<VideoTarget, { kind: 'worker' }>;
}
const draggedSchema = z.union([z.object({ item: draggedItemSchema }), z.object({ target: videoTargetSchema })]);
type Dragged = { item: DraggedItem } | { target: VideoTarget };

/**
 * What is dragged off the map onto another window: any camera, and the chosen worker and case. Only these hold the mouse: from any other
 * mark the map itself is moved.
 */
export function useDragOut(
  engine: MapEngine | null,
  hit: MapHit | null,
  chosen: ChosenWorker | null,
  caseId: string | null,
): void {
  const dragged = engine && draggedOf(engine, hit, chosen, caseId);
  const key = JSON.stringify(dragged);
  useEffect(() => {
    if (!engine || key === 'null') return;
    const { map } = engine;
    const host = map.getCanvasContainer();
    const start = ({ dataTransfer }: DragEvent) => {
      const what = draggedSchema.parse(JSON.parse(key));
      if (!dataTransfer) return;
      if ('item' in what) startItemDrag(dataTransfer, what.item);
      else startDrag(dataTransfer, what.target);
    };
    host.draggable = true;
    host.addEventListener('dragstart', start);
    // The map would follow the mouse.
    const hold = map.on('mousedown', (event) => event.preventDefault());
    return () => {
      host.draggable = false;
      host.removeEventListener('dragstart', start);
      hold.unsubscribe();
    };
  }, [engine, key]);
}

function draggedOf(
  engine: MapEngine,
  hit: MapHit | null,
  chosen: ChosenWorker | null,
  caseId: string | null,
): Dragged | null {
  if (hit?.kind === 'camera') return { target: { kind: 'source', sourceId: hit.id } };
  if (hit?.kind === 'cases') {
    const [only, another] = hit.ids;
    const marker = only === caseId && another === undefined ? engine.cases.find(only ?? '')?.marker : undefined;
    return marker
      ? { item: { kind: 'case', caseId: marker.id, title: marker.title, lon: marker.lon, lat: marker.lat } }
      : null;
  }
  if (hit?.kind !== 'worker' || hit.index !== chosen?.index) return null;
  const { workerId, name } = chosen.target;
  return { item: { kind: 'worker', workerId, name } };
}
