/** Roles of an operator, as named in the domain: one user may hold several; separation of duties is by case. */
export const ROLES = ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead', 'wall', 'admin'] as const;
export type Role = (typeof ROLES)[number];
