import { useEffect, useState } from 'react';
import { z } from 'zod';
import { create } from 'zustand';
import { type BasemapsView, DISTRICT_BASE } from '#shared/contract/basemaps.ts';
import { HAS_APP, keepInWindow, pageKind, readKept, writeKept } from './kept.ts';

/** Which base map this window shows, and in which style. */

/** `auto` follows the window's theme. */
export const MAP_GROUNDS = ['auto', 'day', 'night', 'contrast'] as const;
export type MapGround = (typeof MAP_GROUNDS)[number];

const choiceSchema = z.object({ base: z.string().max(40), ground: z.enum(MAP_GROUNDS) });
export type BaseChoice = z.infer<typeof choiceSchema>;
const FRESH: BaseChoice = { base: DISTRICT_BASE, ground: 'auto' };

const KEY = 'street.map.base';
const OF_WALLS = `${KEY}.wall`;

interface Verbs {
  chooseBase(base: string): void;
  chooseGround(ground: MapGround): void;
}

export const useBaseChoice = create<BaseChoice & Verbs>()((set) => ({
  ...FRESH,
  chooseBase: (base) => set({ base }),
  chooseGround: (ground) => set({ ground }),
}));

/** Keeps this window's choice; once in a page, before it is drawn. */
export function keepBaseChoice(): void {
  const isWall = pageKind() === 'wall';
  keepInWindow({
    key: KEY,
    schema: choiceSchema,
    get: () => {
      const { base, ground } = useBaseChoice.getState();
      return { base, ground };
    },
    set: (choice) => useBaseChoice.setState(choice),
    subscribe: useBaseChoice.subscribe,
    // Walls are alike: what a desk chose for them comes before what one of them showed.
    named: !isWall,
  });
  // A wall has no keys of its own: what a desk chooses for it comes this way.
  window.addEventListener('storage', ({ key, storageArea }) => {
    if (storageArea !== localStorage || !isWall || key !== OF_WALLS) return;
    const choice = readKept(localStorage, OF_WALLS, choiceSchema);
    if (choice) useBaseChoice.setState(choice);
  });
}

/** What walls of this machine show, and how another is chosen for them. */
export function useWallBase(): [BaseChoice, (choice: BaseChoice) => void] {
  const [choice, setChoice] = useState(() => readKept(localStorage, OF_WALLS, choiceSchema) ?? FRESH);
  const choose = (next: BaseChoice) => {
    setChoice(next);
    writeKept(localStorage, OF_WALLS, next);
  };
  return [choice, choose];
}

const NONE: BasemapsView = { bases: [], wrong: [] };

/** The base maps of this workstation beside the district's own; null until they are known. */
export function useBasemaps(): BasemapsView | null {
  const [basemaps, setBasemaps] = useState<BasemapsView | null>(HAS_APP ? null : NONE);
  useEffect(() => {
    if (!HAS_APP) return;
    let gone = false;
    street.basemaps().then(
      (view) => !gone && setBasemaps(view),
      (error: unknown) => {
        console.error('the base maps cannot be read', error);
        if (!gone) setBasemaps(NONE);
      },
    );
    const end = street.onBasemaps(setBasemaps);
    return () => {
      gone = true;
      end();
    };
  }, []);
  return basemaps;
}
