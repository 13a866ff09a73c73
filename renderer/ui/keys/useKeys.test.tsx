import { createRoot } from 'react-dom/client';
import { describe, expect, it, vi } from 'vitest';
import { keyRegistry } from './keyRegistry.ts';
import { useKeys } from './useKeys.ts';

describe('useKeys', () => {
  it('[ST351] works as soon as the component is on the page: a slow machine paints it long before it runs effects', async () => {
    const run = vi.fn();
    const Panel = () => {
      useKeys([{ keys: 'A', label: 'accept', group: 'case', run }]);
      return <p>here</p>;
    };
    const stop = keyRegistry.listen(window);
    const page = document.createElement('main');
    document.body.append(page);
    const pressed = new Promise<void>((done) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true }));
        done();
      });
      observer.observe(page, { childList: true });
    });
    // Not in an `act`, which runs the effects at once: as a panel comes whose code was loaded.
    const root = createRoot(page);
    root.render(<Panel />);
    await pressed;
    expect(run).toHaveBeenCalledOnce();
    root.unmount();
    stop();
  });
});
