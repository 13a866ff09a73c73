import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import styles from './Popup.module.css';

export interface MenuEntry {
  key: string;
  label: string;
  icon?: LucideIcon;
  shortcut?: string;
  disabled?: boolean;
  /** a line above it */
  apart?: boolean;
  onSelect: () => void;
}

/** A list of things to do, opened by `trigger` (a button element). */
export function Menu({ trigger, entries }: { trigger: ReactElement; entries: readonly MenuEntry[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align="end">
          <Base.Popup className={styles.popup} data-keys="own">
            {entries.map((entry) => (
              <div key={entry.key} role="presentation">
                {entry.apart && <Base.Separator className={styles.separator} />}
                <Base.Item className={styles.item} disabled={entry.disabled} onClick={entry.onSelect}>
                  {entry.icon && <Icon icon={entry.icon} />}
                  <span className={styles.itemLabel}>{entry.label}</span>
                  {entry.shortcut && <Kbd keys={entry.shortcut} />}
                </Base.Item>
              </div>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
