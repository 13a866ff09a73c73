import { type DragEvent, useState } from 'react';
import { type DraggedItem, holdsItem, readItem } from './item.ts';

/** What an element needs to take a worker or a case that is dropped on it; `data-over` while one is above it. */
export function useItemDrop(take: (item: DraggedItem) => void) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      if (event.defaultPrevented || !holdsItem(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      // Also told when it goes on to an element within.
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const item = event.defaultPrevented ? null : readItem(event.dataTransfer);
      if (!item) return;
      event.preventDefault();
      take(item);
    },
  };
}
