import { expect, test } from 'vitest';
import { readDragged, startDrag } from '../video/target.ts';
import { type DraggedItem, heldKind, readItem, startItemDrag } from './item.ts';

/** What a drag carries from window to window. */
function transferForTest(): DataTransfer {
  const data = new Map<string, string>();
  return {
    effectAllowed: 'none',
    setData: (type: string, text: string) => void data.set(type, text),
    getData: (type: string) => data.get(type) ?? '',
    get types() {
      return [...data.keys()];
    },
  } as unknown as DataTransfer;
}

test('[ST343] a worker who is dragged is a worker to a map and a picture to a tile, a case is a case alone', () => {
  const worker: DraggedItem = { kind: 'worker', workerId: 'w00001', name: '陆春生' };
  const held = transferForTest();
  startItemDrag(held, worker);
  expect([heldKind(held), readItem(held)]).toEqual(['worker', worker]);
  expect(readDragged(held)).toEqual({ ...worker, media: 'camera' });
  const other: DraggedItem = { kind: 'case', caseId: 'c', title: '路灯不亮', lon: 121.4, lat: 31.2 };
  const dragged = transferForTest();
  startItemDrag(dragged, other);
  expect([heldKind(dragged), readItem(dragged), readDragged(dragged)]).toEqual(['case', other, null]);
  const camera = transferForTest();
  startDrag(camera, { kind: 'source', sourceId: 's' });
  expect([heldKind(camera), readItem(camera)]).toEqual(['video', null]);
});

test('[ST343] what another app drags, or a broken page, is nothing of ours', () => {
  const held = transferForTest();
  held.setData('text/plain', 'x');
  expect([heldKind(held), readItem(held)]).toEqual([null, null]);
  held.setData('application/x-street-worker', '{"kind":"worker"}');
  expect(readItem(held)).toBeNull();
});
