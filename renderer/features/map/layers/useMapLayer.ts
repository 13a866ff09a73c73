import type { ReactNode } from 'react';
import { useEffect, useId } from 'react';
import { create } from 'zustand';
import type { MapEngine } from '../engine.ts';
import type { Laid } from './board.ts';
import { useLayerChoice } from './choice.ts';

/** One row of the layer panel. */
export interface LayerRow {
  id: string;
  label: string;
  /** shown by a window that never chose; false when absent */
  normally?: boolean;
  /** what is drawn means; shown while the layer is on */
  legend?: ReactNode;
  /** what an operator may choose of it; shown under the legend */
  choices?: ReactNode;
  /** its legend is shown on a map without a panel as well: there nothing else says what its colours and shapes mean */
  captioned?: boolean;
}

interface Rows {
  rows: readonly (LayerRow & { key: string })[];
}
/** Rows of layers that are on this page's map, beside those of the map itself. */
export const useLayerRows = create<Rows>()(() => ({ rows: [] }));

/**
 * Puts a layer in the panel and on the map: its place in the order, whether it is on and how faint it is are the panel's.
 * Memoise `laid`, `legend` and `choices`: each new one is laid anew.
 *
 * @param laid null: nothing to draw (off, or not known yet)
 */
export function useMapLayer(engine: MapEngine | null, row: LayerRow, laid: Laid | null): void {
  const { id, label, legend, choices, captioned = false, normally = false } = row;
  const key = useId();
  const on = useLayerChoice((choice) => choice.on[id] ?? normally);
  const opacity = useLayerChoice((choice) => choice.opacity[id] ?? 1);
  useEffect(() => {
    const row = { id, label, legend, choices, captioned, normally, key };
    useLayerRows.setState(({ rows }) => ({
      rows: rows.some((other) => other.key === key)
        ? rows.map((other) => (other.key === key ? row : other))
        : [...rows, row],
    }));
  }, [id, label, legend, choices, captioned, normally, key]);
  useEffect(
    () => () => useLayerRows.setState(({ rows }) => ({ rows: rows.filter((other) => other.key !== key) })),
    [key],
  );
  useEffect(() => {
    if (on && laid) engine?.board.lay(id, laid, opacity);
    else engine?.board.lift(id);
  }, [engine, id, on, laid, opacity]);
  useEffect(() => () => engine?.board.lift(id), [engine, id]);
}

/** Whether a layer of the panel is on: what is off need not be read. */
export function useLayerOn(id: string): boolean {
  return useLayerChoice((choice) => choice.on[id] ?? false);
}
