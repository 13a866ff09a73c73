import { lazy } from 'react';

export type { PaletteAction } from './paletteFilter.ts';
export const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }));
