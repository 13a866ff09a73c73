import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type BoardFilter, type CommandBoardView, LIFE_ROWS_MOST } from '#shared/contract/views.ts';
import { useTexts } from '../../../i18n/index.ts';
import { CommandBox, dragsWorker, type MapScene, MediaGroup, useBoard, useOwnId } from '../../../parts/index.ts';
import { EmptyState, Loading, Trouble, VirtualList } from '../../../ui/index.ts';
import { CorrectionForm } from '../amend/CorrectionForm.tsx';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { BoardFocus } from './boardFocus.ts';
import { BoardRow } from './BoardRow.tsx';
import { BoardVerbs } from './BoardVerbs.tsx';
import { CommandLine } from './CommandCard.tsx';
import { Consent } from './Consent.tsx';
import { FilterChips } from './FilterChips.tsx';
import { Happened } from './Happened.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { RowVerbs } from './RowVerbs.tsx';

export interface BoardLinks {
  onOpenCase?: (id: string) => void;
  onOpenWorker?: (id: string) => void;
  onShowOnMap?: (at: { lon: number; lat: number; zoom?: number }) => void;
  /** lays something over the map; null: nothing any more */
  onScene?: (scene: MapScene | null) => void;
}
interface ReceiptBoardProps extends BoardLinks {
  commandId: string;
  /** another command took its place */
  onOpenCommand: (id: string) => void;
}

const STEP = 200;
/** rem: two lines */
const ROW_HEIGHT = 3.25;

/** What is being written about the command. */
export type Writing = 'cancel' | 'correct' | null;

function Rows({
  view,
  show,
  onMore,
  ...links
}: BoardLinks & { view: CommandBoardView; show: BoardFilter; onMore?: () => void }) {
  const t = useTexts(texts);
  const [selected, setSelected] = useState<string | null>(null);
  const row = view.rows.find((one) => one.workerId === selected);
  if (view.rows.length === 0) return <EmptyState title={t(show === 'all' ? 'boardNobody' : 'boardNobodyHere')} />;
  return (
    <>
      <div className={styles.rows}>
        <VirtualList
          label={t('showReceipts')}
          items={view.rows}
          keyOf={(one) => one.workerId}
          selectedKey={selected}
          onSelect={setSelected}
          onOpen={links.onOpenWorker}
          dragOf={({ workerId, name }) => dragsWorker(workerId, name)}
          rowHeight={ROW_HEIGHT}
          onEnd={onMore}
          total={view.found}
          renderItem={(one) => <BoardRow row={one} />}
        />
      </div>
      {view.rows.length === LIFE_ROWS_MOST && view.found > LIFE_ROWS_MOST && (
        <p className={styles.quiet}>{t('boardMost', { n: LIFE_ROWS_MOST })}</p>
      )}
      {row && <RowVerbs command={view.command} row={row} {...links} />}
    </>
  );
}

/** Has the focus when it is opened: its keys count while the focus is in it, and nowhere else. */
function BoardFrame({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const [inside, setInside] = useState(false);
  useEffect(() => frame.current?.focus({ preventScroll: true }), []);
  return (
    <div
      ref={frame}
      className={styles.receiptBoard}
      tabIndex={-1}
      onFocus={() => setInside(true)}
      onBlur={(event) => setInside(event.currentTarget.contains(event.relatedTarget))}
    >
      <BoardFocus value={inside}>{children}</BoardFocus>
    </div>
  );
}

/** A command worker by worker, live: late ones on top, by state, with what can be done about it. */
export function ReceiptBoard({ commandId, onOpenCommand, ...links }: ReceiptBoardProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const [show, setShow] = useState<BoardFilter>('all');
  const [limit, setLimit] = useState(STEP);
  const [writing, setWriting] = useState<Writing>(null);
  const { data: view, isPending, isError, error, refetch } = useBoard({ id: commandId, show, limit });
  if (isPending) return <Loading />;
  if (isError && !view) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!view) return <EmptyState title={t('gone')} />;
  const { command } = view;
  const more = () => {
    if (view.rows.length === limit && limit < view.found) setLimit(Math.min(LIFE_ROWS_MOST, limit + STEP));
  };
  if (writing === 'correct')
    return (
      <CorrectionForm
        command={command}
        onClose={() => setWriting(null)}
        onSent={(id) => {
          setWriting(null);
          onOpenCommand(id);
        }}
      />
    );
  return (
    <BoardFrame>
      <CommandBox view={view}>
        <CommandLine view={view} />
        {command.text && (
          <p className={styles.words} data-selectable>
            {command.text}
          </p>
        )}
        {command.media && command.media.length > 0 && <MediaGroup media={command.media} small />}
        <Happened view={view} onOpenCommand={onOpenCommand} />
        <Consent view={view} />
      </CommandBox>
      {writing === 'cancel' ? (
        <ReasonForm kind="cancel" command={command} ownerId={ownerId} onDone={() => setWriting(null)} />
      ) : (
        <BoardVerbs view={view} onWrite={setWriting} {...links} />
      )}
      <FilterChips
        sum={view.sum}
        show={show}
        onShow={(next) => {
          setShow(next);
          setLimit(STEP);
        }}
      />
      <Rows view={view} show={show} onMore={more} {...links} />
    </BoardFrame>
  );
}
