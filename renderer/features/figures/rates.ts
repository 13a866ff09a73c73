/** A rate as a percentage with one decimal and no sign, `–` when there is nothing to divide by. */
export function percent(rate: { value: number | null; of: number } | undefined): string {
  return !rate || rate.value === null || rate.of === 0 ? '–' : (rate.value * 100).toFixed(1);
}
