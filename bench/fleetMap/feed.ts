import type { Map as MapLibreMap } from 'maplibre-gl';
import type { BareLayer } from './bareLayer.ts';

/** `u32 index, f32 dx, f32 dy, u32 probe`: one position; probes are numbered from 1, all others say 0. */
const RECORD_BYTES = 16;

/** Draws what a raw socket says as soon as it says it. `painted` hears the number of each probe that is on the screen. */
export async function feed(layer: BareLayer, map: MapLibreMap, painted: (probe: number) => void): Promise<void> {
  const { body } = await fetch('app://bench/feed');
  if (!body) throw new Error('no feed');
  const reader = body.getReader();
  let rest = new Uint8Array(0);
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const bytes = new Uint8Array(rest.length + value.length);
    bytes.set(rest);
    bytes.set(value, rest.length);
    const whole = bytes.length - (bytes.length % RECORD_BYTES);
    const view = new DataView(bytes.buffer, 0, whole);
    for (let at = 0; at < whole; at += RECORD_BYTES) {
      layer.put(view.getUint32(at, true), view.getFloat32(at + 4, true), view.getFloat32(at + 8, true));
      const probe = view.getUint32(at + 12, true);
      if (probe > 0) map.once('render', () => painted(probe));
    }
    rest = bytes.slice(whole);
    map.triggerRepaint();
  }
}
