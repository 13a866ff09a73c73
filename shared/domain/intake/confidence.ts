/** How sure a proposal is. What is doubtful is shown as doubtful, never taken by itself. */
export const CONFIDENCES = ['certain', 'likely', 'doubtful'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export function surer(a: Confidence, b: Confidence): number {
  return CONFIDENCES.indexOf(a) - CONFIDENCES.indexOf(b);
}
