import { Hand, Star, X } from 'lucide-react';
import { useState } from 'react';
import type { BulkAction } from '#shared/contract/deskFeeds.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { useClaims, useClaimVerbs } from '../../../parts/index.ts';
import { useAct } from '../../../station/index.ts';
import { Button, IconButton, showToast, useKeys } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './bulk.module.css';
import { BulkDialog } from './BulkDialog.tsx';

const KEYS: readonly { action: BulkAction; shortcut: string }[] = [
  { action: 'accept', shortcut: 'Shift+A' },
  { action: 'dispatch', shortcut: 'Shift+D' },
  { action: 'send-to-verify', shortcut: 'Shift+V' },
  { action: 'supervise', shortcut: 'Shift+S' },
];

/** What can be done with the chosen cases together. Nothing is done before it was shown what would become of each. */
export function BulkBar({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const { canClaim, send } = useClaimVerbs();
  const claims = useClaims();
  const [asked, setAsked] = useState<BulkAction | null>(null);
  const watch = async () => {
    const answer = await act('watch.set', { payload: { caseIds: [...ids], on: true } });
    if (answer.ok) onDone();
  };
  const take = async () => {
    // Nothing is taken from anybody unasked: who has one is asked about where it is opened.
    const free = ids.filter((id) => (claims.get(id)?.state ?? 'own') === 'own');
    if (free.length > 0) await send('claim.take', free);
    const left = ids.length - free.length;
    if (left > 0) showToast({ title: t('bulk.notTaken', { n: left }), look: 'warn' });
    else showToast({ title: t('taken') });
    onDone();
  };
  useKeys([
    ...KEYS.map(({ action, shortcut }) => ({
      keys: shortcut,
      label: t('bulk.title', { action: tc(`actions.${action}`) }),
      group: t('title'),
      run: () => setAsked(action),
    })),
    { keys: 'Esc', label: t('unmark'), group: t('title'), run: onDone },
  ]);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('marked', { n: ids.length })}>
      <strong>{t('marked', { n: ids.length })}</strong>
      {KEYS.map(({ action, shortcut }) => (
        <Button key={action} size="small" shortcut={shortcut} onClick={() => setAsked(action)}>
          {tc(`actions.${action}`)}
        </Button>
      ))}
      <Button size="small" icon={Star} onClick={() => void watch()}>
        {tc('queues.watched')}
      </Button>
      <Button size="small" icon={Hand} disabled={!canClaim} onClick={() => void take()}>
        {t('take')}
      </Button>
      <IconButton icon={X} label={t('unmark')} shortcut="Esc" size="small" onClick={onDone} />
      {asked && (
        <BulkDialog
          action={asked}
          ids={ids}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            onDone();
          }}
        />
      )}
    </div>
  );
}
