import axe from 'axe-core';
import { X } from 'lucide-react';
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button, IconButton } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { lightOfRow, remainingOfRow } from './light.ts';
import { Badge, Light, StateTag, UrgencyMark } from './Marks.tsx';
import { EmptyState, Loading, PanelGuard, Trouble } from './Panel.tsx';
import { renderForTest, stubLayout, until } from './renderForTest.tsx';
import { Select } from './Select.tsx';
import { Tabs } from './Tabs.tsx';
import { TextArea, TextField } from './TextField.tsx';
import { stepKey } from './listPlace.ts';
import { VirtualList } from './VirtualList.tsx';

let unmount: () => void = () => undefined;
afterEach(() => unmount());
async function show(content: React.ReactNode): Promise<HTMLElement> {
  const rendered = await renderForTest(content);
  unmount = rendered.unmount;
  return rendered.element;
}
/** jsdom neither lays out nor paints: contrast.test.ts and the e2e cover colours. */
async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

stubLayout();

describe('lights', () => {
  const clock = { startedAt: 0, yellowAt: 60, dueAt: 90, stoppedAt: null };
  it('are the domain’s: yellow from a third left, red past the limit, grey while stopped', () => {
    expect([0, 59, 60, 90, 91].map((now) => lightOfRow(clock, now))).toEqual([
      'green',
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
    expect(lightOfRow({ ...clock, stoppedAt: 10 }, 500)).toBe('grey');
    expect(lightOfRow(null, 500)).toBe('none');
    expect(remainingOfRow({ ...clock, stoppedAt: 10 }, 500)).toBe(80);
  });

  it('are told by shape and word, not by colour alone', async () => {
    const lights = (['green', 'yellow', 'red', 'grey', 'none'] as const).map((light) => (
      <Light key={light} light={light} />
    ));
    const element = await show(lights);
    const drawn = [...element.querySelectorAll('svg')];
    expect(new Set(drawn.map((svg) => svg.innerHTML)).size).toBe(5);
    expect(new Set(drawn.map((svg) => svg.getAttribute('aria-label'))).size).toBe(5);
  });
});

describe('primitives', () => {
  it('have no fault axe can see', async () => {
    const element = await show(
      <>
        <Button shortcut="A">立案</Button>
        <TextField label="用户名" value="" onChange={() => undefined} error="必填" />
        <TextArea label="原因" value="" onChange={() => undefined} hint="说明" />
        <Select label="语言" value="zh" options={[{ value: 'zh', label: '中文' }]} onChange={() => undefined} />
        <Tabs label="分页" tabs={[{ value: 'a', label: '甲' }]} value="a" onChange={() => undefined}>
          内容
        </Tabs>
        <StateTag state="reported" />
        <UrgencyMark urgency="critical" words />
        <Badge>3</Badge>
        <EmptyState title="没有内容" />
        <Loading />
        <Trouble onRetry={() => undefined} />
      </>,
    );
    expect(await faults(element)).toEqual([]);
  });

  it('[ST355] a tip over a button leaves Escape to what the button stands in', async () => {
    const onClose = vi.fn();
    await show(
      <Dialog title="管理" open onClose={onClose}>
        <IconButton icon={X} label="移除" />
      </Dialog>,
    );
    const button = document.querySelector<HTMLElement>('[aria-label="移除"]');
    await act(async () => button?.focus());
    await until(() => expect(document.body.textContent).toContain('移除'));
    await act(async () =>
      button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })),
    );
    expect(onClose).toHaveBeenCalledTimes(1);
    await until(() => expect(document.body.textContent).not.toContain('移除'));
  });

  it('open a dialog with a name and a close button', async () => {
    const onClose = vi.fn();
    await show(
      <Dialog title="设置" open onClose={onClose}>
        <TextField label="地址" value="" onChange={() => undefined} />
      </Dialog>,
    );
    const dialog = document.querySelector('[role="dialog"]');
    if (!dialog) throw new Error('no dialog was opened');
    expect(await faults(dialog)).toEqual([]);
    await act(async () => dialog.querySelector<HTMLElement>('[aria-label="关闭"]')?.click());
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('keep an error in the panel where it happened, and let it be loaded again', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let broken = true;
    const Fragile = () => {
      if (broken) throw new Error('planted');
      return <p>好了</p>;
    };
    const element = await show(
      <PanelGuard>
        <Fragile />
      </PanelGuard>,
    );
    expect(element.textContent).toContain('这一栏出错了');
    broken = false;
    await act(async () => element.querySelector('button')?.click());
    expect(element.textContent).toBe('好了');
    expect(quiet).toHaveBeenCalled();
    quiet.mockRestore();
  });
});

describe('VirtualList', () => {
  const items = Array.from({ length: 1000 }, (_, n) => `row-${n}`);
  const keyOf = (item: string) => item;

  it('steps by rows and holds at the ends', () => {
    expect(stepKey(items, keyOf, null, 1)).toBe('row-0');
    expect(stepKey(items, keyOf, 'row-5', -1)).toBe('row-4');
    expect(stepKey(items, keyOf, 'row-999', 1)).toBe('row-999');
    expect(stepKey([], keyOf, null, 1)).toBeNull();
  });

  it('draws a window of the rows as a listbox and moves by arrows', async () => {
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
    const [onSelect, onOpen] = [vi.fn(), vi.fn()];
    const element = await show(
      <VirtualList
        label="案件"
        items={items}
        keyOf={keyOf}
        selectedKey="row-3"
        onSelect={onSelect}
        onOpen={onOpen}
        renderItem={(item) => <span>{item}</span>}
      />,
    );
    const list = element.querySelector<HTMLElement>('[role="listbox"]');
    const options = [...element.querySelectorAll('[role="option"]')];
    expect(options.length).toBeGreaterThan(5);
    expect(options.length).toBeLessThan(100);
    expect(options[3]?.getAttribute('aria-selected')).toBe('true');
    expect(options[3]?.getAttribute('aria-setsize')).toBe('1000');
    expect(list?.getAttribute('aria-activedescendant')).toBe(options[3]?.id);
    for (const key of ['ArrowDown', 'End', 'Enter'])
      list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(onSelect.mock.calls).toEqual([['row-4'], ['row-999']]);
    expect(onOpen).toHaveBeenCalledWith('row-3');
    expect(await faults(element)).toEqual([]);
  });
});
