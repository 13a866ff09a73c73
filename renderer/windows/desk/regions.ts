import { useNarrowerThan } from '../../ui/index.ts';

/** The regions of the desk, in reading order; `Alt+1…4` goes to them. */
export const REGIONS = ['queues', 'centre', 'context', 'radio'] as const;
export type Region = (typeof REGIONS)[number];

export function regionId(region: Region): string {
  return `desk-${region}`;
}

const FOCUSABLE =
  '[role="listbox"], [role="tab"][tabindex="0"], button:not(:disabled), input, textarea, [tabindex="0"]';

/** rem that the three regions need beside one another, each at its narrowest; see `Workspace.tsx` */
const SIDE_BY_SIDE_REM = 65;

/** [ST365] Whether this window has room for one region at a time only: small, or with large writing. */
export function useOneRegion(): boolean {
  return useNarrowerThan(SIDE_BY_SIDE_REM);
}

/** Puts the keyboard into a region: its list if it has one, else the first thing that takes it, else the region itself. */
export function focusRegion(region: Region): void {
  const element = document.getElementById(regionId(region));
  if (!element) return;
  const target =
    element.querySelector<HTMLElement>('[role="listbox"]') ?? element.querySelector<HTMLElement>(FOCUSABLE);
  (target ?? element).focus();
}
