import { z } from 'zod';
import { startDrag } from '../video/target.ts';

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

const ITEM = 'application/x-street-item';

/** Begins a drag. A worker may also be dropped on a tile of the video window, which asks them for a picture. */
export function startItemDrag(transfer: DataTransfer, item: DraggedItem): void {
  if (item.kind === 'worker') startDrag(transfer, { ...item, media: 'camera' });
  transfer.setData(ITEM, JSON.stringify(item));
  transfer.setData('text/plain', item.kind === 'worker' ? item.name : item.title);
  transfer.effectAllowed = 'copy';
}

/** Whether one of ours is dragged; what it is can only be read when it is dropped. */
export function holdsItem({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.includes(ITEM);
}

/** null when what was dropped is nothing of ours */
export function readItem(transfer: Pick<DataTransfer, 'getData'>): DraggedItem | null {
  try {
    return draggedItemSchema.safeParse(JSON.parse(transfer.getData(ITEM))).data ?? null;
  } catch {
    return null;
  }
}
