import type { Feed } from './context.ts';

export const overlayList: Feed<'overlay.list'> = ({ overlays }) => overlays.view();
export const overlayImage: Feed<'overlay.image'> = ({ overlays }, { id }) => overlays.image(id);
export const overlayTile: Feed<'overlay.tile'> = ({ overlays }, { id, ...tile }) => overlays.tile(id, tile);
