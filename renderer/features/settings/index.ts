import { lazy } from 'react';

export { QuickSwitches } from './QuickSwitches.tsx';
export const SettingsDialog = lazy(async () => ({ default: (await import('./SettingsDialog.tsx')).SettingsDialog }));
