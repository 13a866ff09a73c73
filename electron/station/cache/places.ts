/** GB/T 30428.1: the first 9 digits of a grid code name the street. */
const STREET_DIGITS = 9;

/** Street part of a grid code; '' for a case outside every grid. */
export function streetOf(gridCode: string): string {
  return gridCode.slice(0, STREET_DIGITS);
}
