import { AlertTriangle, Inbox } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { common, refusalWords, useTexts } from '../i18n/index.ts';
import { StationRefusal } from '../station/index.ts';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import { useHeldKeys } from './keys/index.ts';
import styles from './Panel.module.css';

export interface PanelProps {
  title: string;
  /** beside the title: a count, a state */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A named region of the window with a head. Its content scrolls itself. What fails in it fails in it alone. */
export function Panel({ title, aside, actions, children, className }: PanelProps) {
  return (
    <section className={classes(styles.panel, className)} aria-label={title}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {aside}
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={styles.body}>
        <PanelGuard>{children}</PanelGuard>
      </div>
    </section>
  );
}

/** Nothing to show, and that is fine: says what is not there, and what to do about it. */
export function EmptyState({ title, detail, action }: { title: string; detail?: string; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <Icon icon={Inbox} size="1.8rem" className={styles.stateIcon} />
      <p className={styles.stateTitle}>{title}</p>
      {detail && <p className={styles.stateDetail}>{detail}</p>}
      {action}
    </div>
  );
}

export function Spinner() {
  return <span className={styles.spinner} aria-hidden />;
}

/** A part of the page is being loaded, and keys typed for it wait. */
export function Awaited() {
  useHeldKeys('acts');
  return <Loading />;
}

/** Content is on its way. */
export function Loading({ label }: { label?: string }) {
  const t = useTexts(common);
  return (
    <div className={styles.state} role="status">
      <Spinner />
      <p className={styles.stateDetail}>{label ?? t('words.loading')}</p>
    </div>
  );
}

/** Something did not work, in words, with a way on. `error` may be a refusal of the station. */
export function Trouble({ title, error, onRetry }: { title?: string; error?: unknown; onRetry?: () => void }) {
  const t = useTexts(common);
  const detail = error instanceof StationRefusal ? refusalWords(error) : undefined;
  return (
    <div className={styles.state} role="alert">
      <Icon icon={AlertTriangle} size="1.8rem" className={styles.troubleIcon} />
      <p className={styles.stateTitle}>{title ?? detail ?? t('errors.unknown')}</p>
      {title && detail && <p className={styles.stateDetail}>{detail}</p>}
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('verbs.retry')}
        </Button>
      )}
    </div>
  );
}

function Failed({ onReload }: { onReload: () => void }) {
  const t = useTexts(common);
  return (
    <div className={styles.state} role="alert">
      <Icon icon={AlertTriangle} size="1.8rem" className={styles.troubleIcon} />
      <p className={styles.stateTitle}>{t('words.panelFailed')}</p>
      <p className={styles.stateDetail}>{t('words.panelFailedDetail')}</p>
      <Button size="small" onClick={onReload}>
        {t('verbs.reload')}
      </Button>
    </div>
  );
}

/** Keeps an error of one panel in that panel: says so in words and lets the operator reload it. */
export class PanelGuard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('a panel failed', error, info.componentStack);
  }
  override render(): ReactNode {
    return this.state.failed ? <Failed onReload={() => this.setState({ failed: false })} /> : this.props.children;
  }
}
