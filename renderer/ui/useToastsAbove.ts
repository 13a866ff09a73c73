import { type RefObject, useEffect, useRef } from 'react';

/** While the element stands at the foot of the window, toasts come above it: the operator is at work with it. */
export function useToastsAbove<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    const { current } = element;
    const { style } = document.documentElement;
    if (!current) return undefined;
    const lift = () => style.setProperty('--toasts-lift', `${current.offsetHeight}px`);
    const size = new ResizeObserver(lift);
    size.observe(current);
    return () => {
      size.disconnect();
      style.removeProperty('--toasts-lift');
    };
  }, []);
  return element;
}
