import { expect, test } from 'vitest';
import { readDragged } from '../video/target.ts';
import { type DraggedItem, holdsItem, readItem, startItemDrag } from './item.ts';

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
  expect([holdsItem(held), readItem(held)]).toEqual([true, worker]);
  expect(readDragged(held)).toEqual({ ...worker, media: 'camera' });
  const other: DraggedItem = { kind: 'case', caseId: 'c', title: '路灯不亮', lon: 121.4, lat: 31.2 };
  const dragged = transferForTest();
  startItemDrag(dragged, other);
  expect([readItem(dragged), readDragged(dragged)]).toEqual([other, null]);
});

test('[ST343] what another app drags, or a broken page, is nothing of ours', () => {
  const held = transferForTest();
  held.setData('text/plain', 'x');
  expect([holdsItem(held), readItem(held)]).toEqual([false, null]);
  held.setData('application/x-street-item', '{"kind":"worker"}');
  expect(readItem(held)).toBeNull();
});
