import { useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { type KeyBinding, keyRegistry } from './keyRegistry.ts';
import { type Hold, typedAhead } from './typedAhead.ts';

/**
 * Registers keys while the component is on the page. Register them always and switch with `enabled`, so that `?` can
 * list them; a later component's binding of the same chord wins while it is enabled. They work before the component is painted: whoever
 * sees it may press them ([ST351]).
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const current = useRef(bindings);
  useLayoutEffect(() => {
    current.current = bindings;
  });
  useLayoutEffect(() => keyRegistry.add(() => current.current), []);
}

/** Every key now registered, for the help. */
export function useKeyList(): KeyBinding[] {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => keyRegistry.changed.on(again), []);
  return keyRegistry.list();
}

/** Holds the keys typed ahead while `how` says so; null: nothing is awaited. */
export function useHeldKeys(how: Hold | null): void {
  useLayoutEffect(() => (how === null ? undefined : typedAhead.hold(how)), [how]);
}
