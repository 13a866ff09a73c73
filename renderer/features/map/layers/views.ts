import type { SavedView } from '#shared/contract/mapView.ts';
import { viewsKey, writeKept } from '../../../parts/index.ts';

/** How many views an operator may save, and under which names. They are kept on this desk, and read by `savedViews`. */

const MOST_VIEWS = 50;

/** The views with one more; one of the same name gives way, the oldest when there are too many. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const others = views.filter(({ name }) => name !== view.name);
  return [...others, view].slice(-MOST_VIEWS);
}

/** False when the storage is full: nothing was saved. */
export function keepViews(storage: Storage, userId: string, views: readonly SavedView[]): boolean {
  return writeKept(storage, viewsKey(userId), views);
}
