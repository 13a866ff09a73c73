// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BOUNDARY_LAYERS, mapStyle } from './style.ts';

describe('the base map’s style', () => {
  it('has every layer it is asked to switch, hidden without the grids', () => {
    const { layers } = mapStyle({ theme: 'light', language: 'en', grids: false, magnify: 1 });
    for (const id of BOUNDARY_LAYERS) {
      const layer = layers.find((each) => each.id === id);
      expect(layer?.layout?.visibility).toBe('none');
    }
    expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length);
  });

  it('asks nothing of any network', () => {
    const text = JSON.stringify(mapStyle({ theme: 'dark', language: 'zh-CN', grids: true, magnify: 1 }));
    expect(text).not.toMatch(/https?:/);
    expect(text).not.toMatch(/"(glyphs|sprite)"/);
  });
});
