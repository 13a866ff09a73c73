import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `danger` only for what cannot be taken back */
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
  icon?: LucideIcon;
  /** the key that does the same, shown on the button: `D`, `Ctrl+Enter` */
  shortcut?: string;
  busy?: boolean;
}

/** A button with words. While `busy` it cannot be pressed again. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  shortcut,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classes(styles.button, styles[look], size === 'small' && styles.small, className)}
    >
      {icon && <Icon icon={icon} />}
      <span className={styles.label}>{children}</span>
      {shortcut && <Kbd keys={shortcut} />}
    </button>
  );
}

/** A button of the status strip that opens a list: it looks like the words around it until it is pointed at. */
export function StripButton({ className, ...rest }: ComponentPropsWithRef<'button'>) {
  return <button type="button" {...rest} className={classes(styles.strip, className)} />;
}

export interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  icon: LucideIcon;
  /** what it does, in words: tooltip and accessible name */
  label: string;
  shortcut?: string;
  size?: 'normal' | 'small';
  pressed?: boolean;
  badge?: ReactNode;
  /** where the tooltip hangs: beside the buttons of a column, or it would cover the next one */
  tipSide?: 'top' | 'left';
}

/** A button with a picture only; its words are in the tooltip. */
export function IconButton({
  icon,
  label,
  shortcut,
  size = 'normal',
  pressed,
  badge,
  tipSide,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={tipSide}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={classes(styles.icon, size === 'small' && styles.iconSmall, pressed && styles.pressed, className)}
      >
        <Icon icon={icon} />
        {badge}
      </button>
    </Tooltip>
  );
}
