import { useEffect, useRef, useState } from 'react';
import {
  BOARD_SHOWS,
  type BoardShow,
  type SupervisionBoard,
  type SupervisionRow,
} from '#shared/contract/dispatchViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, ConfirmDialog, Dialog, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './supervision.module.css';
import { SupervisionRowLine } from './SupervisionRowLine.tsx';
import { useBoardKeys } from './useBoardKeys.ts';
import { useProposals } from './useProposals.ts';

type Show = BoardShow | 'aside';

interface SupervisionDialogProps {
  onClose: () => void;
  onOpenCase: (id: string) => void;
  onPolicy: () => void;
}

/** Rows of the board under a filter; a proposal that was put aside stands under its own. */
function shownRows(rows: readonly SupervisionRow[], show: Show, proposals: ReturnType<typeof useProposals>) {
  if (show === 'aside') return rows.filter((row) => proposals.asideOf(row) !== null);
  if (show === 'proposed') return rows.filter(proposals.isProposed);
  return rows.filter(({ kinds }) => kinds.includes(show));
}

function Filters({
  counts,
  show,
  onShow,
}: {
  counts: (show: Show) => number;
  show: Show;
  onShow: (show: Show) => void;
}) {
  const t = useTexts(texts);
  const shows: readonly Show[] = counts('aside') > 0 ? [...BOARD_SHOWS, 'aside'] : BOARD_SHOWS;
  return (
    <div className={styles.filters} role="group" aria-label={t('filters')}>
      {shows.map((one) => (
        <Button
          key={one}
          size="small"
          aria-pressed={one === show}
          look={one === show ? 'primary' : 'plain'}
          onClick={() => onShow(one)}
        >
          {one === 'aside' ? t('aside') : t(`shows.${one}`)} {counts(one)}
        </Button>
      ))}
    </div>
  );
}

/** The board, worked by keys: J and K move, Enter opens, S takes what is proposed, X puts it aside. */
function Board({ rows: all, more, onOpenCase }: SupervisionBoard & Pick<SupervisionDialogProps, 'onOpenCase'>) {
  const t = useTexts(texts);
  const proposals = useProposals();
  const [chosen, setShow] = useState<Show | null>(null);
  const [selectedId, setSelected] = useState<string | null>(null);
  const [asking, setAsking] = useState<SupervisionRow | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const counts = (show: Show) => shownRows(all, show, proposals).length;
  // What waits for a supervisor's word first.
  const show = chosen ?? (counts('proposed') > 0 ? 'proposed' : 'all');
  const rows = shownRows(all, show, proposals);
  const found = rows.findIndex(({ id }) => id === selectedId);
  const at = Math.max(0, found);
  const selected = rows[at];
  const move = (by: number) => setSelected(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.id ?? null);
  useEffect(() => {
    board.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [selectedId]);
  const press = proposals.mayPress && selected && proposals.isProposed(selected) ? selected : null;
  useBoardKeys(board, {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: selected && (() => onOpenCase(selected.id)),
    s: press ? () => proposals.take(press) : undefined,
    x: press ? () => setAsking(press) : undefined,
  });
  return (
    <>
      <div ref={board} role="group" aria-label={t('title')} className={styles.board} tabIndex={-1} data-keys="own">
        <Filters counts={counts} show={show} onShow={setShow} />
        {rows.length === 0 && <EmptyState title={t('empty')} />}
        {more && <p className={styles.quiet}>{t('more')}</p>}
        <ul className={styles.rows} aria-label={t('title')}>
          {rows.map((row) => (
            <SupervisionRowLine
              key={row.id}
              row={row}
              isSelected={row.id === selected?.id}
              proposals={proposals}
              onSelect={() => setSelected(row.id)}
              onOpen={() => onOpenCase(row.id)}
              onPutAside={() => setAsking(row)}
            />
          ))}
        </ul>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('putAsideTitle')}
          description={`${asking.title} · ${t('putAsideDetail')}`}
          open
          onClose={() => setAsking(null)}
          confirmLabel={t('putAside')}
          reasonLabel={t('asideReason')}
          onConfirm={(reason) => {
            proposals.putAside(asking, reason);
            setAsking(null);
          }}
        />
      )}
    </>
  );
}

/** Late and pressed cases, and what the centre's rule proposes to press. */
export function SupervisionDialog({ onClose, onOpenCase, onPolicy }: SupervisionDialogProps) {
  const t = useTexts(texts);
  const { data, isPending, error, refetch } = useFeed('supervision.board', {});
  return (
    <Dialog
      title={t('title')}
      description={t('keys')}
      open
      onClose={onClose}
      size="wide"
      footer={<Button onClick={onPolicy}>{t('policy')}</Button>}
    >
      {isPending && <Loading />}
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && <Board {...data} onOpenCase={onOpenCase} />}
    </Dialog>
  );
}
