export { chordOf } from './chord.ts';
export { type KeyBinding, KeyRegistry, keyRegistry } from './keyRegistry.ts';
export { useKeyList, useKeys } from './useKeys.ts';
