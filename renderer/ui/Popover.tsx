import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import styles from './Popup.module.css';

export interface PopoverProps {
  trigger: ReactElement;
  /** names the popup for those who hear the page */
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** which edge of the trigger it keeps to */
  align?: 'start' | 'end';
  /** what has the keyboard when it opens; null: what comes first in it */
  focusFirst?: () => HTMLElement | null;
  children: ReactNode;
}

/** A small panel that hangs on its trigger. */
export function Popover({ trigger, label, open, onOpenChange, align = 'end', focusFirst, children }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.popover} sideOffset={6} align={align}>
          <Base.Popup className={styles.popoverPopup} aria-label={label} initialFocus={focusFirst}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
