import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';

interface ActFlag {
  IS_REACT_ACT_ENVIRONMENT?: boolean;
}

/** For tests: renders into the page and returns the element and how to take it away. */
export async function renderForTest(content: ReactNode): Promise<{ element: HTMLElement; unmount: () => void }> {
  (globalThis as ActFlag).IS_REACT_ACT_ENVIRONMENT = true;
  const element = document.createElement('main');
  document.body.append(element);
  const root = createRoot(element);
  await act(async () => root.render(content));
  return {
    element,
    unmount: () => {
      act(() => root.unmount());
      element.remove();
    },
  };
}

/**
 * For tests: waits until a check holds. React draws when an `act` ends: one is ended each turn, so that what follows from a
 * drawing can happen too.
 */
export async function until(check: () => void): Promise<void> {
  const turn = async () => {
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    check();
  };
  await vi.waitFor(turn, { interval: 1, timeout: 10_000 });
}

class Unobserved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** For tests: jsdom lays nothing out, so that no size is ever observed and nothing scrolls. */
export function stubLayout(): void {
  vi.stubGlobal('ResizeObserver', Unobserved);
  Element.prototype.scrollIntoView = () => undefined;
}
