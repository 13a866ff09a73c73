import { lazy } from 'react';

export { mayAmendShift, ShiftAmendForm } from './ShiftAmendForm.tsx';
export const ShiftDialog = lazy(async () => ({ default: (await import('./ShiftDialog.tsx')).ShiftDialog }));
