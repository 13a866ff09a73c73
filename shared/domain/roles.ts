/** Roles of an operator, as named in the domain: one user may hold several; separation of duties is by case. */
export const ROLES = ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead', 'wall', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a word is the name of a role this version knows. */
export function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}
