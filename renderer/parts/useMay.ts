import { OP_ROLES } from '#shared/protocol/ops.ts';
import { useStatus } from '../station/index.ts';

/** Whether one of the operator's roles may do this; case actions are ruled by the case. */
export function useMay(kind: keyof typeof OP_ROLES): boolean {
  const roles = useStatus()?.session.user?.roles ?? [];
  return OP_ROLES[kind].some((role) => roles.includes(role));
}
