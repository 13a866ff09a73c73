import { useCallback, useMemo, useState } from 'react';
import { z } from 'zod';

export const COLUMNS = [
  'urgency',
  'title',
  'remaining',
  'number',
  'address',
  'state',
  'category',
  'grid',
  'department',
  'source',
  'reported',
  'returns',
  'claim',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** rem */
const WIDTHS: Record<ColumnName, number> = {
  ...{ urgency: 4, title: 14, remaining: 8, number: 11, address: 12, state: 5, category: 9, grid: 9, department: 9 },
  ...{ source: 6, reported: 8, returns: 4, claim: 6 },
};
export const WIDTH_STEPS = [4, 6, 8, 11, 14, 18, 24] as const;

const columnSchema = z.object({ name: z.enum(COLUMNS), shown: z.boolean(), width: z.number().min(3).max(40) });
const layoutSchema = z.object({
  table: z.boolean(),
  dense: z.boolean().nullable(),
  columns: z.array(columnSchema),
});
/** How an operator has a queue shown. `dense: null`: as the desk's setting says. */
export type QueueLayout = z.infer<typeof layoutSchema>;

const SHOWN_FIRST: readonly ColumnName[] = ['urgency', 'title', 'remaining', 'number', 'address', 'state', 'reported'];

export const FIRST_LAYOUT: QueueLayout = {
  table: false,
  dense: null,
  columns: COLUMNS.map((name) => ({ name, shown: SHOWN_FIRST.includes(name), width: WIDTHS[name] })),
};

/** The layout as kept, with columns that this version added behind those that were there. */
export function readLayout(kept: string | null): QueueLayout {
  try {
    const parsed = layoutSchema.safeParse(JSON.parse(kept ?? 'null'));
    if (!parsed.success) return FIRST_LAYOUT;
    const names = new Set(parsed.data.columns.map(({ name }) => name));
    return {
      ...parsed.data,
      columns: [...parsed.data.columns, ...FIRST_LAYOUT.columns.filter((one) => !names.has(one.name))],
    };
  } catch {
    return FIRST_LAYOUT;
  }
}

/** A column moved by so many places among the others. */
export function movedColumn({ columns, ...layout }: QueueLayout, name: ColumnName, by: 1 | -1): QueueLayout {
  const at = columns.findIndex((column) => column.name === name);
  const column = columns[at];
  if (!column) return { columns, ...layout };
  const others = columns.filter((other) => other !== column);
  const to = Math.min(others.length, Math.max(0, at + by));
  return { ...layout, columns: others.toSpliced(to, 0, column) };
}

/** How this operator has this queue shown, kept on this desk. */
export function useQueueLayout(ownerId: string, queue: string): [QueueLayout, (layout: QueueLayout) => void] {
  const key = `street.queue.${ownerId}.${queue}`;
  const [changed, setChanged] = useState<{ key: string; layout: QueueLayout } | null>(null);
  const kept = useMemo(() => readLayout(localStorage.getItem(key)), [key]);
  const layout = changed?.key === key ? changed.layout : kept;
  const change = useCallback(
    (next: QueueLayout) => {
      setChanged({ key, layout: next });
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch (error) {
        console.warn('the layout of a queue could not be kept', error);
      }
    },
    [key],
  );
  return [layout, change];
}
