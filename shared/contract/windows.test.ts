import { expect, it } from 'vitest';
import { deskOf, freeName, kindOf, panelName, panelOf, windowNameSchema } from './windows.ts';

it('names windows so that they can be told apart, and are the same after a restart', () => {
  expect(freeName('desk', [])).toBe('desk-1');
  expect(freeName('wall', ['wall-1', 'wall-3'])).toBe('wall-2');
  expect(freeName('video', [])).toBe('video');
  const map = panelName('desk-2', 'map');
  expect([map, kindOf(map), panelOf(map), deskOf(map)]).toEqual(['desk-2.map', 'desk', 'map', 'desk-2']);
  expect(panelName(map, 'case')).toBe('desk-2.case');
  expect([kindOf('wall-1'), panelOf('wall-1'), panelOf('desk-1')]).toEqual(['wall', null, null]);
  for (const name of ['desk-1', 'wall-12', 'video', map]) expect(windowNameSchema.safeParse(name).success).toBe(true);
  for (const name of ['desk', 'desk-1.queue', 'wall-1.map', '../x']) {
    expect(windowNameSchema.safeParse(name).success).toBe(false);
  }
});
