import { lazy } from 'react';

export { ActToasts } from './ActToasts.tsx';
export { DecisionNotices } from './DecisionNotices.tsx';
export { OutboxIndicator } from './OutboxIndicator.tsx';
export const OutboxDialog = lazy(async () => ({
  default: (await import('./manager/OutboxDialog.tsx')).OutboxDialog,
}));
export const DecisionDialog = lazy(async () => ({
  default: (await import('./decision/DecisionDialog.tsx')).DecisionDialog,
}));
