import { type DragEvent, useState } from 'react';
import styles from './drop.module.css';
import { useHeld } from './held.ts';
import { type HeldKind, heldKind } from './item.ts';

export interface DropPlace {
  /** what a drop here does, in words; null: nothing of this kind is taken */
  hint: (kind: HeldKind) => string | null;
  take: (transfer: DataTransfer) => void;
}

/** The class of an element that takes drops; it is positioned. */
export const dropPlace = styles.place;

/**
 * What an element needs to take what is dropped on it. With the class `dropPlace` it shows `data-takes` while something that it takes
 * is dragged over the window, and `data-over` with the words of `data-hint` while that is above it. What others drag, words or files, is
 * not its business.
 */
export function useDrop({ hint, take }: DropPlace) {
  const [over, setOver] = useState(false);
  const held = useHeld();
  const words = held === null ? null : hint(held);
  // A drag that ended unseen leaves nothing behind for the next one.
  if (over && held === null) setOver(false);
  const takes = ({ dataTransfer, defaultPrevented }: DragEvent) => {
    const kind = defaultPrevented ? null : heldKind(dataTransfer);
    return kind !== null && hint(kind) !== null;
  };
  return {
    'data-takes': words !== null || undefined,
    'data-over': (over && words !== null) || undefined,
    'data-hint': words ?? undefined,
    onDragOver: (event: DragEvent) => {
      if (!takes(event)) return;
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
      if (!takes(event)) return;
      event.preventDefault();
      take(event.dataTransfer);
    },
  };
}
