import { OP_ROLES } from '#shared/protocol/ops.ts';
import { useStatus } from '../../station/index.ts';

/** Whether one of the operator's roles may do this to the shift. */
export function useMay(kind: 'shift.open' | 'shift.note' | 'shift.hand-over'): boolean {
  const roles = useStatus()?.session.user?.roles ?? [];
  return OP_ROLES[kind].some((role) => roles.includes(role));
}
