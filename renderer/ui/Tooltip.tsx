import { Tooltip as Base } from '@base-ui/react/tooltip';
import { type ReactElement, useState } from 'react';
import { Kbd } from './Kbd.tsx';
import styles from './Popup.module.css';

interface TooltipProps {
  text: string;
  shortcut?: string;
  /** where the words hang; above unless told */
  side?: 'top' | 'left';
  children: ReactElement;
}

/** Words shown on hover and focus. Never the only place of a fact. `Esc` takes them away, and does what it means there, too. */
export function Tooltip({ text, shortcut, side, children }: TooltipProps) {
  const [open, setOpen] = useState(false);
  const change = (next: boolean, about: Base.Root.ChangeEventDetails) => {
    setOpen(next);
    if (about.reason !== 'escape-key') return;
    // Taken by the words, the key would have to be pressed twice to close what the button stands in.
    about.cancel();
    about.allowPropagation();
  };
  return (
    <Base.Root open={open} onOpenChange={change}>
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
