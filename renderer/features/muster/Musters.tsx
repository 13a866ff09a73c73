import { ArrowLeft, Siren, X } from 'lucide-react';
import { useState } from 'react';
import type { MusterRow } from '#shared/contract/musterViews.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { type MapScene, useMay } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Badge, Button, EmptyState, IconButton, Loading, Panel, Trouble } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { MusterBoard } from './MusterBoard.tsx';
import styles from './muster.module.css';
import { StartMuster } from './StartMuster.tsx';

/** What a muster is started about: a case, or a place. */
export interface MusterStart {
  caseId?: string;
  target?: { lon: number; lat: number; address?: string };
}

export interface MustersProps {
  /** the case that is selected at the desk */
  caseId: string | null;
  /** opens with the form for this */
  start?: MusterStart;
  onClose: () => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onOpenCase: (id: string) => void;
  onOpenWorker: (id: string) => void;
  /** lays it over the desk's map */
  onScene: (scene: MapScene | null) => void;
  /** opens the radio channel of a muster; without it nobody can be called now */
  onCall?: (muster: { id: string; title: string; workerIds: string[] }) => void;
}

type View = { kind: 'list' } | { kind: 'start'; about: MusterStart } | { kind: 'muster'; id: string };

/** The musters of the centre: those that run, one of them followed, or a new one. */
export function Musters(props: MustersProps) {
  const t = useTexts(texts);
  const [view, setView] = useState<View>(props.start ? { kind: 'start', about: props.start } : { kind: 'list' });
  const toList = () => setView({ kind: 'list' });
  return (
    <Panel
      title={t('title')}
      actions={
        <>
          {view.kind !== 'list' && <IconButton icon={ArrowLeft} label={t('back')} onClick={toList} />}
          <IconButton icon={X} label={t('close')} shortcut="Esc" onClick={props.onClose} />
        </>
      }
    >
      {view.kind === 'list' && (
        <List
          caseId={props.caseId}
          onStart={(about) => setView({ kind: 'start', about })}
          onOpen={(id) => setView({ kind: 'muster', id })}
        />
      )}
      {view.kind === 'start' && <StartMuster about={view.about} onStarted={(id) => setView({ kind: 'muster', id })} />}
      {view.kind === 'muster' && <MusterBoard key={view.id} id={view.id} {...props} />}
    </Panel>
  );
}

interface ListProps {
  caseId: string | null;
  onStart: (about: MusterStart) => void;
  onOpen: (id: string) => void;
}

function List({ caseId, onStart, onOpen }: ListProps) {
  const t = useTexts(texts);
  const mayStart = useMay('muster.start');
  const { data, isPending, isError, error, refetch } = useFeed('muster.list', {});
  const start = mayStart && caseId !== null && (
    <Button icon={Siren} look="primary" onClick={() => onStart({ caseId })}>
      {t('startAbout')}
    </Button>
  );
  if (isPending) return <Loading />;
  if (isError && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data?.length)
    return <EmptyState title={t('none')} detail={t(mayStart ? 'noneDetail' : 'mayNot')} action={start || undefined} />;
  return (
    <div className={styles.list}>
      {start}
      <ul aria-label={t('title')}>
        {data.map((row) => (
          <li key={row.id}>
            <Row row={row} onOpen={() => onOpen(row.id)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({ row, onOpen }: { row: MusterRow; onOpen: () => void }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { title, startedAt, stoodDownAt, called, gathered, arrived } = row;
  return (
    <button type="button" className={styles.row} onClick={onOpen}>
      <span className={styles.rowHead}>
        <strong>{title}</strong>
        <Badge look={stoodDownAt === null ? 'accent' : 'plain'}>
          {stoodDownAt === null ? t('running') : t('over', { time: formatTime(stoodDownAt, now) })}
        </Badge>
      </span>
      <span className={styles.quiet}>
        {formatTime(startedAt, now)} · {t('counts', { called, gathered, arrived })}
      </span>
    </button>
  );
}
