import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { useFileTrouble } from '../../../parts/index.ts';
import { IconButton, showToast, useKeys } from '../../../ui/index.ts';
import { texts } from '../locale.ts';

/** Makes a PDF of the whole dossier and saves it where the operator says. */
export function PrintButton({ caseId }: { caseId: string }) {
  const t = useTexts(texts);
  const wordsOf = useFileTrouble();
  const [busy, setBusy] = useState(false);
  const print = async () => {
    if (busy) return;
    setBusy(true);
    const saved = await street.print({ kind: 'case-dossier', caseId });
    setBusy(false);
    if (saved.state === 'saved') showToast({ title: t('print.saved', { path: saved.path }) });
    if (saved.state === 'failed') showToast({ title: t('print.failed'), detail: wordsOf(saved.code), look: 'alert' });
  };
  useKeys([{ keys: 'Ctrl+P', label: t('print.button'), group: t('keys'), run: () => void print() }]);
  return (
    <IconButton
      icon={Printer}
      label={t('print.button')}
      shortcut="Ctrl+P"
      disabled={busy}
      onClick={() => void print()}
    />
  );
}
