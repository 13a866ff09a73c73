import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { common, useLanguage, useTexts } from '../i18n/index.ts';
import { Icon } from './Icon.tsx';
import styles from './Toasts.module.css';

/** Words; what stands for longer gives how to say them, so that they are said in the language of now. */
type Said = string | (() => string);

interface ToastRequest {
  title: Said;
  detail?: Said;
  look?: 'plain' | 'warn' | 'alert';
  /** ms; 0 stays until it is closed */
  timeout?: number;
  action?: { label: Said; onPress: () => void };
}

const manager = Toast.createToastManager();

/** Shows a short message at the foot of the window; returns how to take it away. `alert` is read aloud at once. */
export function showToast({ title, detail, look = 'plain', timeout = 5000, action }: ToastRequest): () => void {
  const id = manager.add({
    title: shown(title),
    description: detail && shown(detail),
    type: look,
    timeout,
    priority: look === 'alert' ? 'high' : 'low',
    actionProps: action ? { children: shown(action.label), onClick: action.onPress } : undefined,
  });
  return () => manager.close(id);
}

function shown(said: Said): ReactNode {
  return typeof said === 'string' ? said : <Spoken say={said} />;
}

function Spoken({ say }: { say: () => string }) {
  useLanguage();
  return say();
}

function ToastList() {
  const t = useTexts(common);
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} data-look={toast.type}>
      <div className={styles.text}>
        <Toast.Title className={styles.title} />
        <Toast.Description className={styles.detail} />
      </div>
      {toast.actionProps && <Toast.Action className={styles.action} />}
      <Toast.Close className={styles.close} aria-label={t('verbs.close')}>
        <Icon icon={X} />
      </Toast.Close>
    </Toast.Root>
  ));
}

/** Where toasts appear: once per page. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={6}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
