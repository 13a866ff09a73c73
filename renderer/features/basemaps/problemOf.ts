const PROBLEMS = ['path-relative', 'template-address', 'template-places', 'template-host'] as const;

/** The word for a problem of an entry or a template. */
export function problemOf(code: string): (typeof PROBLEMS)[number] | 'value' {
  return PROBLEMS.find((one) => one === code) ?? 'value';
}
