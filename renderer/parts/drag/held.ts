import { useSyncExternalStore } from 'react';
import { type HeldKind, heldKind } from './item.ts';

/** What of ours is being dragged over this window, so that every place that would take it can say so. */
let held: HeldKind | null = null;
const heard = new Set<() => void>();

function set(next: HeldKind | null): void {
  if (next === held) return;
  held = next;
  for (const hear of heard) hear();
}

const entered = ({ dataTransfer }: DragEvent) => set(dataTransfer ? heldKind(dataTransfer) : null);
// Told for every element that is left; beyond the last one there is only another window.
const left = ({ relatedTarget }: DragEvent) => relatedTarget === null && set(null);
const ended = () => set(null);

/**
 * A drag that is over is not always told: its source may have left the page meanwhile, and the window the mouse. The mouse is: it says
 * nothing as long as something is dragged.
 */
const ENDS = ['drop', 'dragend', 'pointermove', 'pointerdown'] as const;

function hear(tell: () => void): () => void {
  if (heard.size === 0) {
    window.addEventListener('dragenter', entered, true);
    window.addEventListener('dragleave', left, true);
    for (const end of ENDS) window.addEventListener(end, ended, true);
  }
  heard.add(tell);
  return () => {
    heard.delete(tell);
    if (heard.size > 0) return;
    held = null;
    window.removeEventListener('dragenter', entered, true);
    window.removeEventListener('dragleave', left, true);
    for (const end of ENDS) window.removeEventListener(end, ended, true);
  };
}

/** null while nothing of ours is over this window. */
export const useHeld = (): HeldKind | null => useSyncExternalStore(hear, () => held);
