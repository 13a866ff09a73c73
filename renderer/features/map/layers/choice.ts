import { create } from 'zustand';
import { type LayerChoice, layerChoiceSchema } from '#shared/contract/mapView.ts';
import { keepInWindow } from '../../../parts/index.ts';

/** Which layers this window's map shows, in which order and how faint. */

/** What a map begins with. */
export const FRESH_LAYERS: LayerChoice = {
  on: { workers: true, cases: true, grids: true, areas: true },
  order: [],
  opacity: {},
  options: {},
};

/** the option of how many workers are drawn */
export const FLEET_VIEW_OPTION = 'workers.view';

interface Verbs {
  turn(id: string, on: boolean): void;
  fade(id: string, opacity: number): void;
  choose(option: string, value: string): void;
  /** @param ids the whole order, the uppermost first */
  arrange(ids: string[]): void;
  take(choice: LayerChoice): void;
}

export const useLayerChoice = create<LayerChoice & Verbs>()((set) => ({
  ...FRESH_LAYERS,
  turn: (id, on) => set((now) => ({ on: { ...now.on, [id]: on } })),
  fade: (id, opacity) => set((now) => ({ opacity: { ...now.opacity, [id]: opacity } })),
  choose: (option, value) => set((now) => ({ options: { ...now.options, [option]: value } })),
  arrange: (order) => set({ order }),
  take: (choice) => set(choice),
}));

/** What is chosen now, without the verbs. */
export function layerChoice(): LayerChoice {
  const { on, order, opacity, options } = useLayerChoice.getState();
  return { on, order, opacity, options };
}

let isKept = false;

/** Keeps this window's choice; once in a page. */
export function keepLayerChoice(): void {
  if (isKept) return;
  isKept = true;
  keepInWindow({
    key: 'street.map.layers',
    schema: layerChoiceSchema,
    get: layerChoice,
    set: (choice) => useLayerChoice.setState(choice),
    subscribe: useLayerChoice.subscribe,
    named: true,
  });
}

/** The order of these layers as chosen; those that were never moved keep their place among the others. */
export function ordered(ids: readonly string[], chosen: readonly string[]): string[] {
  const placed = chosen.filter((id) => ids.includes(id));
  return ids.reduce<string[]>((order, id, at) => {
    if (order.includes(id)) return order;
    // After the one it stands behind by nature, which is placed by now.
    const before = at === 0 ? -1 : order.indexOf(ids[at - 1] ?? '');
    return order.toSpliced(before + 1, 0, id);
  }, placed);
}

/** The order once one of them is moved so many places. */
export function moved(order: readonly string[], id: string, to: number): string[] {
  const rest = order.filter((other) => other !== id);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, id);
}
