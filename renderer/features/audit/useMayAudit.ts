import { AUDIT_ROLES } from '#shared/protocol/console.ts';
import { useStatus } from '../../station/index.ts';

/** Whether whoever sits here may see who looked. */
export function useMayAudit(): boolean {
  const roles = useStatus()?.session.user?.roles ?? [];
  return AUDIT_ROLES.some((role) => roles.includes(role));
}
