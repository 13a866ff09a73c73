import { describe, expect, it } from 'vitest';
import type { VectorSchema } from '../base/openedBase.ts';
import { MAP_PALETTES } from './palette.ts';
import { BOUNDARY_LAYERS, mapStyle, type StyleOptions } from './style.ts';

const PLAIN: StyleOptions = { ground: 'light', base: null, language: 'en', grids: true, magnify: 1 };
const BASE = { tiles: 'base://1/{z}/{x}/{y}', minZoom: 3, maxZoom: 18, imagery: false };
const SCHEMAS: (VectorSchema | null)[] = [null, 'district', 'openmaptiles', 'protomaps'];

describe('the base map’s style', () => {
  it('has every layer it is asked to switch, hidden without the grids', () => {
    const { layers } = mapStyle({ ...PLAIN, grids: false });
    for (const id of BOUNDARY_LAYERS) {
      const layer = layers.find((each) => each.id === id);
      expect(layer?.layout?.visibility).toBe('none');
    }
    expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length);
  });

  it('asks nothing of any network', () => {
    for (const base of [null, ...SCHEMAS.map((schema) => ({ ...BASE, schema }))]) {
      const text = JSON.stringify(mapStyle({ ...PLAIN, base, language: 'zh-CN' }));
      expect(text).not.toMatch(/https?:/);
      expect(text).not.toMatch(/"(glyphs|sprite)"/);
    }
  });

  it.each(SCHEMAS)('lays grids and streets’ names over another base (%s), in the district’s own tiles', (schema) => {
    const { layers, sources } = mapStyle({ ...PLAIN, base: { ...BASE, schema }, language: 'zh-CN' });
    expect(Object.keys(sources).toSorted()).toEqual(['base', 'district']);
    const ids = layers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...BOUNDARY_LAYERS, 'label-street']) expect(ids).toContain(id);
    const ground = layers.findLastIndex((layer) => 'source' in layer && layer.source === 'base');
    expect(ground).toBeGreaterThan(0);
    expect(ground).toBeLessThan(ids.indexOf('boundary-unit'));
    if (schema === 'openmaptiles') expect(JSON.stringify(layers)).toContain('name:zh');
  });

  it('turns a drawn map over at night, and pictures from above never', () => {
    const paint = (ground: StyleOptions['ground'], imagery: boolean) =>
      mapStyle({ ...PLAIN, ground, base: { ...BASE, imagery, schema: null } }).layers.find(({ id }) => id === 'base')
        ?.paint as Record<string, number>;
    const isTurned = (one: Record<string, number>) =>
      (one['raster-brightness-min'] ?? 0) > (one['raster-brightness-max'] ?? 1);
    expect([isTurned(paint('dark', false)), isTurned(paint('contrast', false))]).toEqual([true, true]);
    expect(['light', 'dark', 'contrast'].some((ground) => isTurned(paint(ground as 'dark', true)))).toBe(false);
  });

  it('has a ground of high contrast: names and streets at seven to one and more', () => {
    const { land, label, labelSoft, roadLabel, main, street, waterLabel, water } = MAP_PALETTES.contrast;
    for (const color of [label, labelSoft, roadLabel, main, street]) expect(contrast(color, land)).toBeGreaterThan(7);
    expect(contrast(waterLabel, water)).toBeGreaterThan(4.5);
  });
});

/** WCAG's contrast of two colours. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
