import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderForTest } from '../../ui/renderForTest.tsx';
import { drags, dragsWorker } from './item.ts';
import { useDrop } from './useDrop.ts';

const [WORKER, VIDEO, TEXT] = ['application/x-street-worker', 'application/x-street-video', 'text/plain'];
const ALL = [VIDEO, WORKER, TEXT];

let close: () => void = () => undefined;
afterEach(() => close());

function Page({ take }: { take: () => void }) {
  const drop = useDrop({ hint: (kind) => (kind === 'worker' ? 'open them' : null), take });
  return (
    <>
      <div id="place" {...drop}>
        <span id="within" />
      </div>
      <p id="beside" />
    </>
  );
}

async function open(take: () => void = () => undefined): Promise<void> {
  const { unmount } = await renderForTest(<Page take={take} />);
  close = unmount;
}

const one = (id: string) => document.querySelector<HTMLElement>(`#${id}`) ?? document.body;

/** Says it where the mouse is; answers whether somebody takes it. */
async function say(type: string, where: HTMLElement, types: readonly string[], more: object = {}): Promise<boolean> {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types, getData: () => '' }, relatedTarget: null, ...more });
  await act(async () => where.dispatchEvent(event));
  return event.defaultPrevented;
}

const shown = () => {
  const { takes, over, hint } = one('place').dataset;
  return { takes, over, hint };
};
const NOTHING = { takes: undefined, over: undefined, hint: undefined };

test('[ST360] a place says that it takes what is dragged over the window, and what a drop there does', async () => {
  const take = vi.fn();
  await open(take);
  await say('dragenter', one('beside'), ALL);
  expect(shown()).toEqual({ takes: 'true', over: undefined, hint: 'open them' });
  expect(await say('dragover', one('within'), ALL)).toBe(true);
  expect(shown()).toEqual({ takes: 'true', over: 'true', hint: 'open them' });
  expect(await say('drop', one('within'), ALL)).toBe(true);
  expect(take).toHaveBeenCalledOnce();
  expect(shown()).toEqual(NOTHING);
});

test('[ST360] what it does not take, and what others drag, leaves it as it is', async () => {
  const take = vi.fn();
  await open(take);
  for (const types of [['application/x-street-case'], [VIDEO], [TEXT], ['Files']]) {
    const taken = [];
    for (const type of ['dragenter', 'dragover', 'drop']) {
      taken.push(await say(type, one('place'), types));
      expect(shown(), types[0]).toEqual(NOTHING);
    }
    expect(taken, types[0]).toEqual([false, false, false]);
  }
  expect(take).not.toHaveBeenCalled();
});

test('[ST360] nothing stays lit when the drag leaves the window, is given up, or ends unseen', async () => {
  await open();
  for (const end of ['dragleave', 'dragend', 'pointermove']) {
    await say('dragenter', one('place'), ALL);
    await say('dragover', one('place'), ALL);
    expect(shown().over).toBe('true');
    await say(end, one('place'), ALL);
    expect(shown(), end).toEqual(NOTHING);
    // The next one comes in beside it.
    await say('dragenter', one('beside'), ALL);
    expect(shown()).toEqual({ takes: 'true', over: undefined, hint: 'open them' });
    await say('dragend', document.body, ALL);
  }
});

test('[ST361] a row that names a worker, or shows a case, carries it', async () => {
  const { unmount } = await renderForTest(
    <ul>
      <li id="worker" {...dragsWorker('w00001', '陆春生')} />
      <li id="case" {...drags({ kind: 'case', caseId: 'c', title: '路灯不亮', lon: 121.4, lat: 31.2 })} />
    </ul>,
  );
  close = unmount;
  const held = new Map<string, string>();
  const dataTransfer = { setData: (type: string, text: string) => void held.set(type, text) };
  await say('dragstart', one('worker'), [], { dataTransfer });
  expect([...held.keys()]).toEqual(ALL);
  expect([one('worker').draggable, held.get(TEXT)]).toEqual([true, '陆春生']);
  held.clear();
  await say('dragstart', one('case'), [], { dataTransfer });
  expect([...held.keys()]).toEqual(['application/x-street-case', TEXT]);
});
