import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { common, useTexts } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';
import { Icon } from './Icon.tsx';
import { TextArea } from './TextField.tsx';

export interface DialogProps {
  title: string;
  description?: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** buttons at the foot, the main one last */
  footer?: ReactNode;
  size?: 'normal' | 'wide';
}

/** A window over the page. Escape and the cross close it; focus returns to where it was. */
export function Dialog({ title, description, open, onClose, children, footer, size = 'normal' }: DialogProps) {
  const t = useTexts(common);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classes(styles.dialog, size === 'wide' && styles.wide)}>
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
          </header>
          {description && <Base.Description className={styles.description}>{description}</Base.Description>}
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
          {/* Last, so that the keyboard starts in the content; without a tooltip, which would take the first Escape. */}
          <Base.Close className={styles.close} aria-label={t('verbs.close')}>
            <Icon icon={X} />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ConfirmDialogProps {
  title: string;
  description?: string;
  open: boolean;
  onClose: () => void;
  confirmLabel: string;
  danger?: boolean;
  /** asks for a reason; without one it cannot be confirmed */
  reasonLabel?: string;
  /** text to begin with: a draft kept from before */
  initialReason?: string;
  onReason?: (reason: string) => void;
  onConfirm: (reason: string) => void | Promise<void>;
}

/** Asks before something is done, with a reason where the domain wants one. Ctrl+Enter confirms. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTexts(common);
  const [reason, setReason] = useState(props.initialReason ?? '');
  const [busy, setBusy] = useState(false);
  const ready = !props.reasonLabel || reason.trim() !== '';
  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      await props.onConfirm(reason.trim());
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={props.title}
      description={props.description}
      open={props.open}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('verbs.cancel')}</Button>
          <Button
            look={props.danger ? 'danger' : 'primary'}
            disabled={!ready}
            busy={busy}
            onClick={() => void confirm()}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.reasonLabel && (
        <TextArea
          label={props.reasonLabel}
          mark={t('words.required')}
          value={reason}
          maxLength={1000}
          autoFocus
          onChange={(value) => {
            setReason(value);
            props.onReason?.(value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) void confirm();
          }}
        />
      )}
    </Dialog>
  );
}
