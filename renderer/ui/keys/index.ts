export { chordOf } from './chord.ts';
export { type KeyBinding, KeyRegistry, keyRegistry } from './keyRegistry.ts';
export { type Hold, typedAhead } from './typedAhead.ts';
export { useHeldKeys, useKeyList, useKeys } from './useKeys.ts';
