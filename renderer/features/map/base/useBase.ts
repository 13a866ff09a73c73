import { useEffect, useMemo, useRef, useState } from 'react';
import { type BaseView, DISTRICT_BASE, type TileTrouble } from '#shared/contract/basemaps.ts';
import { useBaseChoice, useBasemaps } from '../../../parts/index.ts';
import type { MapGroundLook, MapTheme } from '../style/palette.ts';
import { forgetBase, registerBase } from './baseProtocol.ts';
import { CannotOpen, openBase } from './openedBase.ts';
import type { ShownBase } from './shownBase.ts';

/** A trouble lasts until no tile has had one for so long: tiles that were kept come between those that cannot be had. */
const TROUBLE_LASTS_MS = 3_000;

/** Why the chosen base is not shown, or not whole: words of the map's locale. */
export type BaseTrouble = TileTrouble | CannotOpen['why'] | 'gone';

export interface ShownGround {
  ground: MapGroundLook;
  /** null: the district's own */
  base: ShownBase | null;
  /** the chosen base's name; '' for the district's own */
  name: string;
  trouble: BaseTrouble | null;
}

/** The ground of this window's map: the base that was chosen, once it is open, and how it fares. */
export function useBase(theme: MapTheme): ShownGround {
  const { base: chosen, ground: wanted } = useBaseChoice();
  const basemaps = useBasemaps();
  const found = basemaps?.bases.find(({ id }) => id === chosen);
  const gone = basemaps !== null && chosen !== DISTRICT_BASE && !found;
  const opened = useOpened(found);
  const ground = wanted === 'auto' ? theme : wanted === 'day' ? 'light' : wanted === 'night' ? 'dark' : 'contrast';
  return {
    ground,
    base: opened.base,
    name: found?.name ?? (gone ? chosen : ''),
    trouble: gone ? 'gone' : opened.trouble,
  };
}

interface Opened {
  /** what was said of the base when it was opened */
  of: string;
  base: ShownBase | null;
  trouble: BaseTrouble | null;
}

function useOpened(found: BaseView | undefined): Pick<Opened, 'base' | 'trouble'> {
  // The list is read anew whenever any of it changes: only what is said of this one opens it again.
  const said = JSON.stringify(found ?? null);
  const view = useMemo(() => JSON.parse(said) as BaseView | null, [said]);
  const [opened, setOpened] = useState<Opened>({ of: 'null', base: null, trouble: null });
  const troubledAt = useRef(0);
  useEffect(() => {
    if (!view) return;
    let closed = false;
    let n: number | null = null;
    const onTrouble = (trouble: TileTrouble | null) => {
      const now = performance.now();
      if (trouble) troubledAt.current = now;
      else if (now - troubledAt.current < TROUBLE_LASTS_MS) return;
      if (!closed) setOpened((before) => (before.trouble === trouble ? before : { ...before, trouble }));
    };
    openBase(view, onTrouble).then(
      (base) => {
        if (closed) return;
        n = registerBase(base);
        const { minZoom, maxZoom, schema, imagery } = base;
        const shown = { tiles: `base://${n}/{z}/{x}/{y}`, minZoom, maxZoom, schema, imagery };
        setOpened({ of: said, base: shown, trouble: null });
      },
      (error: unknown) => {
        const trouble = error instanceof CannotOpen ? error.why : 'file-unreadable';
        if (!closed) setOpened({ of: said, base: null, trouble });
      },
    );
    return () => {
      closed = true;
      if (n !== null) forgetBase(n);
    };
  }, [view, said]);
  return opened.of === said ? opened : { base: null, trouble: null };
}
