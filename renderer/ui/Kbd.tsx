import styles from './Kbd.module.css';

/** A key or chord as it stands on the keyboard: `Ctrl+K`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className={styles.keys} aria-hidden>
      {keys}
    </kbd>
  );
}
