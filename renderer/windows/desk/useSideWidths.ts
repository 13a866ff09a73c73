import { useLayoutEffect, useRef } from 'react';
import { type LayoutChangedMeta, usePanelRef } from 'react-resizable-panels';
import { useRem } from '../../ui/index.ts';

/**
 * Keeps the side panels as wide in rem as the operator left them, while the window or its writing grows: in pixels they
 * would show fewer and fewer words. Where a panel finds no room, its width is taken up again when there is room.
 * `isOpen`: the context is shown; each layout has its own widths. `isNarrow`: the regions stand one behind the other, and what they are wide is nobody's wish.
 */
export function useSideWidths(isOpen: boolean, isNarrow: boolean) {
  const rem = useRem();
  const [queues, context] = [usePanelRef(), usePanelRef()];
  /** rem; by layout and panel */
  const kept = useRef(new Map<string, number>());
  /** the sizes of now are of the operator's hand */
  const isByHand = useRef(false);
  const sides = [
    { key: `queues ${isOpen}`, panel: queues },
    { key: 'context', panel: context },
  ];
  useLayoutEffect(() => {
    isByHand.current = false;
    if (isNarrow) return undefined;
    // A frame later, since the group learns only then of a panel that has just been opened.
    const frame = requestAnimationFrame(() => {
      for (const { key, panel } of sides) {
        const width = kept.current.get(key);
        if (width !== undefined) panel.current?.resize(`${width}rem`);
      }
    });
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another size of writing, or another layout, moves the panels
  }, [rem, isOpen, isNarrow]);
  const keep = () => {
    if (isNarrow) return;
    for (const { key, panel } of sides) {
      const isNew = isByHand.current || !kept.current.has(key);
      if (isNew && panel.current) kept.current.set(key, panel.current.getSize().inPixels / rem);
    }
  };
  return {
    queues,
    context,
    /** called when a panel has got its size on the screen */
    onResize: keep,
    onLayoutChanged: ({ isUserInteraction }: Pick<LayoutChangedMeta, 'isUserInteraction'>) => {
      isByHand.current = isUserInteraction;
      // Dragged, the panels have their sizes already; by the keys they get them, and `onResize` comes.
      if (isUserInteraction) keep();
    },
  };
}
