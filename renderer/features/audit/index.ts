import { lazy } from 'react';

export const AuditDialog = lazy(async () => ({ default: (await import('./AuditDialog.tsx')).AuditDialog }));
export { useMayAudit } from './useMayAudit.ts';
