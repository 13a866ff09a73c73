import { type RefObject, useLayoutEffect, useRef } from 'react';

interface FormKeys {
  /** Ctrl+Enter, wherever in the form: also while a list is open */
  send: () => void;
  /** Esc, unless an open list takes it for itself */
  close: () => void;
}

/** The keys every form has, on the form itself: they work inside its fields and never reach the desk. */
export function useFormKeys(form: RefObject<HTMLElement | null>, keys: FormKeys): void {
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  // Before the form is painted: whoever sees it may type already.
  useLayoutEffect(() => {
    const element = form.current;
    if (!element) return;
    const onSend = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) current.current.send();
    };
    const onClose = (event: KeyboardEvent) => {
      // While a Chinese word is being composed Esc belongs to the input method.
      if (event.key !== 'Escape' || event.isComposing) return;
      if (event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true') return;
      event.preventDefault();
      event.stopPropagation();
      current.current.close();
    };
    element.addEventListener('keydown', onSend, { capture: true });
    element.addEventListener('keydown', onClose);
    return () => {
      element.removeEventListener('keydown', onSend, { capture: true });
      element.removeEventListener('keydown', onClose);
    };
  }, [form]);
}
