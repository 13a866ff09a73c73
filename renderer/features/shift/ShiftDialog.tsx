import { useState } from 'react';
import type { ShiftView } from '#shared/contract/shiftViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { useOwnId } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Dialog, Loading, Tabs, Trouble } from '../../ui/index.ts';
import { HandOverTab } from './handover/HandOverTab.tsx';
import { Notes } from './Notes.tsx';
import { PastShifts } from './PastShifts.tsx';
import { Seats } from './Seats.tsx';
import { OpenShift, ShiftHead } from './ShiftHead.tsx';
import { texts } from './locale.ts';
import styles from './shift.module.css';
import { WriteNote } from './WriteNote.tsx';

const TABS = ['log', 'handOver', 'seats', 'past'] as const;
type Tab = (typeof TABS)[number];

export interface ShiftDialogProps {
  onClose: () => void;
  onOpenCase: (id: string) => void;
}

/** Offered to me: what I have to do comes first. */
function firstTab({ shift }: ShiftView, ownId: string): Tab {
  return shift.handOver?.toId === ownId ? 'handOver' : 'log';
}

function Shift({ view, onOpenCase }: { view: ShiftView | null; onOpenCase: (id: string) => void }) {
  const t = useTexts(texts);
  const ownId = useOwnId();
  const [chosen, setChosen] = useState<Tab | null>(null);
  const tab = chosen ?? (view ? firstTab(view, ownId) : 'log');
  return (
    <Tabs
      label={t('title')}
      tabs={TABS.map((value) => ({ value, label: t(`tabs.${value}`) }))}
      value={tab}
      onChange={setChosen}
    >
      <div className={styles.tab}>
        {(tab === 'log' || tab === 'handOver') && !view && <OpenShift />}
        {(tab === 'log' || tab === 'handOver') && view && <ShiftHead view={view} />}
        {tab === 'log' && view && <WriteNote shiftId={view.shift.id} />}
        {tab === 'log' && view && <Notes notes={view.notes} />}
        {tab === 'handOver' && view && (
          <HandOverTab key={view.shift.id} view={view} onOpenCase={onOpenCase} onTaken={() => setChosen('log')} />
        )}
        {tab === 'seats' && <Seats />}
        {tab === 'past' && <PastShifts onOpenCase={onOpenCase} />}
      </div>
    </Tabs>
  );
}

/** The shift that is on: its log, its hand-over, who sits where, and the shifts before it. */
export function ShiftDialog({ onClose, onOpenCase }: ShiftDialogProps) {
  const t = useTexts(texts);
  const { data, isPending, isError, error, refetch } = useFeed('shift.current', {});
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      {isPending && <Loading />}
      {isError && data === undefined && <Trouble error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Shift view={data} onOpenCase={onOpenCase} />}
    </Dialog>
  );
}
