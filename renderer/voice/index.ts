export type * from './types.ts';
export { createVoice } from './voice.ts';
