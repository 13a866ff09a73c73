/** Who acts when time passed and nobody did. */
export const SYSTEM = { id: 'system', name: '系统', kind: 'system' } as const;
