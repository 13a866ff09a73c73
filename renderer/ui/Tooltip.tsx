import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './Kbd.tsx';
import styles from './Popup.module.css';

interface TooltipProps {
  text: string;
  shortcut?: string;
  /** where the words hang; above unless told */
  side?: 'top' | 'left';
  children: ReactElement;
}

/** Words shown on hover and focus. Never the only place of a fact. */
export function Tooltip({ text, shortcut, side, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side ?? 'top'} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.tooltip}>
            {text}
            {shortcut && <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
