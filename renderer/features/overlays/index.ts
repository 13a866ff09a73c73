import { lazy } from 'react';

export { NoticeStrip } from './NoticeStrip.tsx';
export const OverlaysDialog = lazy(async () => ({ default: (await import('./OverlaysDialog.tsx')).OverlaysDialog }));
