import { useEffect, useRef } from 'react';
import type { ComponentView } from '#shared/contract/intakeViews.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { nameIn, useLanguage } from '../../../i18n/index.ts';
import type { MapScene } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import type { CaseFields } from '../draft/intakeDraft.ts';

/** how far from the pin a component is still proposed, metres */
const NEAR_METRES = 40;
const MOST_NEAR = 5;
/** A click so near to a component that is shown means it, metres. */
const HIT_METRES = 5;
const NONE: readonly ComponentView[] = [];

interface Asked {
  fields: CaseFields;
  at: { lon: number; lat: number } | null;
  change: (change: Partial<CaseFields>) => void;
  map: { onScene: (scene: MapScene | null) => void; onShowOnMap: (at: { lon: number; lat: number }) => void };
}

export interface Components {
  /** those around the pin, while none is chosen, nearest first; they are on the map, too */
  near: readonly ComponentView[];
  choose: (component: ComponentView) => void;
  /** A click on the map: takes the component it hits, and says whether there was one. */
  hit: (to: { lon: number; lat: number }) => boolean;
}

/** The components the case may be about: around the pin, on the map to be clicked, and how one is taken. */
export function useComponents({ fields, at, change, map }: Asked): Components {
  const language = useLanguage();
  const open = at !== null && fields.componentCode === null;
  const asked = { ...(at ?? { lon: 0, lat: 0 }), metres: NEAR_METRES, limit: MOST_NEAR };
  const found = useFeed('component.near', asked, { enabled: open }).data;
  const near = (open && found) || NONE;
  const { onScene } = map;
  useEffect(() => {
    const points = near.map(({ lon, lat, kind, name }) => ({ lon, lat, label: kind ? nameIn(language, kind) : name }));
    onScene(points.length > 0 ? { ring: null, lines: [], points } : null);
  }, [near, language, onScene]);
  const latest = useRef(onScene);
  latest.current = onScene;
  useEffect(() => () => latest.current(null), []);
  const choose = ({ code, lon, lat, name }: ComponentView) => {
    const keeps = fields.address.trim() !== '' && !fields.addressFollows;
    change({ componentCode: code, at: { lon, lat }, ...(keeps ? {} : { address: name, addressFollows: true }) });
  };
  const hit = (to: { lon: number; lat: number }) => {
    const [nearest] = near
      .map((component) => ({ component, metres: distanceMeters(component, to) }))
      .filter(({ metres }) => metres <= HIT_METRES)
      .sort((a, b) => a.metres - b.metres);
    if (nearest) choose(nearest.component);
    return nearest !== undefined;
  };
  return { near, choose, hit };
}
