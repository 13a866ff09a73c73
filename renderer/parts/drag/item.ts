import { z } from 'zod';
import { holdsVideo, startDrag } from '../video/target.ts';

/** A worker or a case that is dragged, also from one window of this app to another. Degrees, WGS-84. */
const draggedItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('worker'), workerId: z.string().min(1).max(64), name: z.string().max(100) }),
  z.object({
    kind: z.literal('case'),
    caseId: z.string().min(1).max(100),
    title: z.string().max(500),
    lon: z.number().min(-180).max(180),
    lat: z.number().min(-90).max(90),
  }),
]);
export type DraggedItem = z.infer<typeof draggedItemSchema>;

/** What a drag of ours holds, as far as it can be told before it is dropped; `video`: a source, or a worker as a picture alone. */
export type HeldKind = DraggedItem['kind'] | 'video';

/** A type for each kind: until the drop, types are all that the page below may read. */
const TYPES: { [K in DraggedItem['kind']]: string } = {
  worker: 'application/x-street-worker',
  case: 'application/x-street-case',
};

/** Begins a drag. A worker may also be dropped on a tile of the video window, which asks them for a picture. */
export function startItemDrag(transfer: DataTransfer, item: DraggedItem): void {
  if (item.kind === 'worker') startDrag(transfer, { ...item, media: 'camera' });
  transfer.setData(TYPES[item.kind], JSON.stringify(item));
  transfer.setData('text/plain', item.kind === 'worker' ? item.name : item.title);
  transfer.effectAllowed = 'copy';
}

/** What is dragged; null when it is nothing of ours. */
export function heldKind({ types }: Pick<DataTransfer, 'types'>): HeldKind | null {
  if (types.includes(TYPES.worker)) return 'worker';
  if (types.includes(TYPES.case)) return 'case';
  return holdsVideo({ types }) ? 'video' : null;
}

/** null when what was dropped is no worker and no case of ours */
export function readItem(transfer: Pick<DataTransfer, 'getData'>): DraggedItem | null {
  const text = transfer.getData(TYPES.worker) || transfer.getData(TYPES.case);
  try {
    return draggedItemSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What an element needs from which a worker or a case may be dragged: `<li {...drags(item)}>`. */
export function drags(item: DraggedItem) {
  return {
    draggable: true,
    onDragStart: ({ dataTransfer }: { dataTransfer: DataTransfer }) => startItemDrag(dataTransfer, item),
  } as const;
}

/** The same for a worker who is named there. */
export const dragsWorker = (workerId: string, name: string) => drags({ kind: 'worker', workerId, name });
