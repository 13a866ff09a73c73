import type { ReactNode } from 'react';
import { Dialog, Loading, Trouble } from '../../ui/index.ts';

interface PolicyDialogProps<P> {
  title: string;
  size?: 'normal' | 'wide';
  /** the policy as its feed tells it */
  read: { data: P | undefined; isPending: boolean; error: Error | null; refetch: () => unknown };
  onClose: () => void;
  /** the form, once the policy is read */
  children: (policy: P) => ReactNode;
}

/** How this centre works: for everybody to read, for whoever may to change. */
export function PolicyDialog<P>({ title, size, read, onClose, children }: PolicyDialogProps<P>) {
  const { data, isPending, error, refetch } = read;
  return (
    <Dialog title={title} open onClose={onClose} size={size}>
      {isPending && <Loading />}
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && children(data)}
    </Dialog>
  );
}
