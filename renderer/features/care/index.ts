import { lazy } from 'react';

export const DataDialog = lazy(async () => ({ default: (await import('./DataDialog.tsx')).DataDialog }));
