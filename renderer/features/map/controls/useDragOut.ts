import { useEffect } from 'react';
import type { VideoTarget } from '#shared/contract/video.ts';
import { startDrag } from '../../../parts/index.ts';
import type { MapEngine, MapHit } from '../engine.ts';

/** Who is chosen on the map, and what dragging their mark means. */
export interface ChosenWorker {
  index: number;
  target: VideoTarget;
}

/**
 * What is dragged off the map onto a tile of the video window: any camera, and the chosen worker. Only these hold the mouse:
 * from any other mark the map itself is moved.
 */
export function useDragOut(engine: MapEngine | null, hit: MapHit | null, chosen: ChosenWorker | null): void {
  const target = draggedOf(hit, chosen);
  const key = JSON.stringify(target);
  useEffect(() => {
    if (!engine || key === 'null') return;
    const { map } = engine;
    const host = map.getCanvasContainer();
    const start = (event: DragEvent) => {
      if (event.dataTransfer) startDrag(event.dataTransfer, JSON.parse(key) as VideoTarget);
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

function draggedOf(hit: MapHit | null, chosen: ChosenWorker | null): VideoTarget | null {
  if (hit?.kind === 'camera') return { kind: 'source', sourceId: hit.id };
  return hit?.kind === 'worker' && hit.index === chosen?.index ? chosen.target : null;
}
