import { isField } from './keyRegistry.ts';

const TABBABLE = 'input, textarea, select, button, a[href], [tabindex]';
const PRESSED_BY_SPACE = 'button, [role="button"], input[type="radio"], input[type="checkbox"]';

/**
 * Presses a key once more where the keyboard is now, and does what the browser does for the keys that people type ahead: a
 * key that a script presses has no effect of its own.
 */
export function pressAgain({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const init = { key, code, ctrlKey, altKey, shiftKey, metaKey, bubbles: true, cancelable: true };
  const isFree = target.dispatchEvent(new KeyboardEvent('keydown', init));
  if (!isFree || ctrlKey || altKey || metaKey || !(target instanceof HTMLElement)) return;
  if (key === 'Tab') moveFocus(target, shiftKey ? -1 : 1);
  else if (target.matches(PRESSED_BY_SPACE)) pressControl(target, key);
  else if (isField(target)) typeInto(target, key);
}

function pressControl(target: HTMLElement, key: string): void {
  if (key === ' ' || (key === 'Enter' && !(target instanceof HTMLInputElement))) target.click();
  else if (key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit();
}

function typeInto(target: HTMLElement, key: string): void {
  if (key.length === 1) document.execCommand('insertText', false, key);
  else if (key === 'Backspace') document.execCommand('delete');
  else if (key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit();
  else if (key === 'Enter') document.execCommand('insertText', false, '\n');
}

/** A group of radio buttons is one stop: the chosen one, else its first. */
function isStop(element: HTMLElement): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
  const all = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
  const group = all.filter(({ name }) => name === element.name);
  return element === (group.find(({ checked }) => checked) ?? group[0]);
}

function moveFocus(from: HTMLElement, by: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>(TABBABLE)].filter(
    (element) =>
      element === from ||
      (element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility() && isStop(element)),
  );
  stops[stops.indexOf(from) + by]?.focus();
}
