import { addProtocol } from 'maplibre-gl';
import { drawTile } from './drawTile.ts';
import type { OpenedBase } from './openedBase.ts';

/** `base://<n>/<z>/<x>/<y>`: tiles of the bases that are open in this page. */
const PATH = /^base:\/\/(\d+)\/(\d+)\/(\d+)\/(\d+)$/;

const open = new Map<number, OpenedBase>();
let last = 0;
let added = false;

/** Makes a base known to the map; its number is new each time, so that no tile of an earlier one is shown. */
export function registerBase(base: OpenedBase): number {
  if (!added) addProtocol('base', ({ url }, { signal }) => answer(url, signal));
  added = true;
  last += 1;
  open.set(last, base);
  return last;
}

export function forgetBase(n: number): void {
  open.delete(n);
}

async function answer(url: string, signal: AbortSignal): Promise<{ data: ArrayBuffer | ImageBitmap }> {
  const [, n, z, x, y] = (PATH.exec(url) ?? []).map(Number);
  const base = n === undefined ? undefined : open.get(n);
  if (!base || z === undefined || x === undefined || y === undefined) throw new Error('no such base map');
  const tile = { z, x, y };
  if (base.schema === null) return { data: await drawTile(base, tile, signal) };
  return { data: (await base.read(0, tile, signal)) ?? new ArrayBuffer(0) };
}
