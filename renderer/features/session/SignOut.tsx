import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { isSetAside, useOwnId } from '../../parts/index.ts';
import { useFeed, useStation, useStatus } from '../../station/index.ts';
import { ConfirmDialog } from '../../ui/index.ts';
import { texts } from './locale.ts';

const COUNTED = 200;

/** Signs the operator out; before that says what of theirs stays at this desk until they sign in here again. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const station = useStation();
  const ownId = useOwnId();
  const { data } = useFeed('outbox.list', { limit: COUNTED });
  const isOnline = useStatus()?.link.state === 'online';
  // What may leave at once does so on the way out.
  const staying = data?.filter(
    (item) => item.by.id === ownId && (isSetAside(item) || !isOnline || item.waitsFor !== null || item.attempts > 0),
  );
  const undecided = staying?.filter(isSetAside).length ?? 0;
  const waiting = (staying?.length ?? 0) - undecided;
  const isAsked = useRef(false);
  const nothingStays = staying?.length === 0;
  useEffect(() => {
    if (!nothingStays || isAsked.current) return;
    isAsked.current = true;
    onClose();
    void station.signOut();
  }, [nothingStays, station, onClose]);
  if (!staying || nothingStays) return null;
  const many = (n: number) => (n >= COUNTED ? `${n}+` : String(n));
  const said = [
    ...(waiting > 0 ? [t('leave.waiting', { n: many(waiting) })] : []),
    ...(undecided > 0 ? [t('leave.undecided', { n: many(undecided) })] : []),
  ];
  return (
    <ConfirmDialog
      open
      title={t('leave.title')}
      description={[...said, t('leave.stays')].join('')}
      confirmLabel={t('leave.confirm')}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void station.signOut();
      }}
    />
  );
}
