import { type ReactNode, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { gatewayNow } from '../../../station/index.ts';
import { Dialog, Tabs } from '../../../ui/index.ts';
import { FiguresView } from './FiguresView.tsx';
import { evaluationTexts } from './locale.ts';
import { firstLook, type Look } from './look.ts';

const TABS = ['figures', 'reports'] as const;

export interface EvaluationDialogProps {
  onClose: () => void;
  onOpenCase: (id: string) => void;
  /** the reports this desk makes by itself */
  planned: ReactNode;
}

/** What was looked at last, for as long as the window lives. */
let kept: Look | null = null;

/** The evaluation figures: tables, charts, the cases behind each number, and the reports this desk makes. */
export function EvaluationDialog({ onClose, onOpenCase, planned }: EvaluationDialogProps) {
  const t = useTexts(evaluationTexts);
  const [tab, setTab] = useState<(typeof TABS)[number]>('figures');
  const [now] = useState(gatewayNow);
  const [look, setLook] = useState(() => kept ?? firstLook(now));
  const keep = (next: Look) => {
    kept = next;
    setLook(next);
  };
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <Tabs
        label={t('title')}
        tabs={TABS.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        value={tab}
        onChange={setTab}
      >
        {tab === 'figures' && <FiguresView look={look} onLook={keep} now={now} onOpenCase={onOpenCase} />}
        {tab === 'reports' && planned}
      </Tabs>
    </Dialog>
  );
}
