import { type VideoTarget, videoTargetSchema } from '#shared/contract/video.ts';

/** What is dragged onto a tile: from the tree, the map, a case, a muster, also from another window of this desk. */
const DRAGGED = 'application/x-street-video';

export function startDrag(transfer: DataTransfer, target: VideoTarget): void {
  transfer.setData(DRAGGED, JSON.stringify(target));
  transfer.effectAllowed = 'copy';
}
/** Whether a drag holds one; which can only be read when it is dropped. */
export const holdsVideo = ({ types }: Pick<DataTransfer, 'types'>): boolean => types.includes(DRAGGED);

/** null when what was dropped is nothing of ours */
export function readDragged(transfer: DataTransfer): VideoTarget | null {
  try {
    return videoTargetSchema.safeParse(JSON.parse(transfer.getData(DRAGGED))).data ?? null;
  } catch {
    return null;
  }
}

/** The same for the same source or worker. */
export function targetKey(target: VideoTarget): string {
  return target.kind === 'source' ? `source:${target.sourceId}` : `worker:${target.workerId}:${target.media}`;
}
