import { SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import type { CoverageBoard, CoverageRow } from '#shared/contract/coverageViews.ts';
import { COVERAGE_STATES, COVERAGE_TIERS, type CoverageState, type CoverageTier } from '#shared/domain/coverage.ts';
import { formatCount, formatTime, useTexts } from '../../i18n/index.ts';
import type { MapMark } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Button, classes, EmptyState, IconButton, Loading, Panel, Tabs, Trouble, VirtualList } from '../../ui/index.ts';
import { aimWords } from './coverageWords.ts';
import { texts } from './locale.ts';
import { Nearest } from './Nearest.tsx';
import { ZoneRow } from './ZoneRow.tsx';
import styles from './zones.module.css';

const ROWS = 200;
const STATES = ['all', ...COVERAGE_STATES] as const;

export interface ZonePanelProps {
  onClose: () => void;
  onAims: () => void;
  /** takes the map to a grid, and marks it */
  onMark: (mark: MapMark) => void;
  onOpenWorker: (workerId: string) => void;
  onCommand: (to: { workerIds: string[]; target: { lon: number; lat: number } }) => void;
}

interface Shown {
  tier: CoverageTier;
  state: (typeof STATES)[number];
  /** the street or community whose grids alone are shown */
  within: { code: string; name: string } | null;
}

/** Which grids nobody is in, for how long, against what the centre wants; the way to each, and who is nearest to it. */
export function ZonePanel(props: ZonePanelProps) {
  const t = useTexts(texts);
  const [shown, setShown] = useState<Shown>({ tier: 'community', state: 'all', within: null });
  const { tier, state, within } = shown;
  const { data, isPending, isPlaceholderData, error, refetch } = useFeed('coverage.board', {
    tier,
    limit: ROWS,
    ...(state === 'all' ? {} : { state }),
    ...(within ? { within: within.code } : {}),
  });
  const change = (part: Partial<Shown>) => setShown((before) => ({ ...before, ...part }));
  return (
    <Panel
      title={t('title')}
      actions={
        <>
          <IconButton icon={SlidersHorizontal} label={t('aims')} onClick={props.onAims} />
          <IconButton icon={X} label={t('close')} onClick={props.onClose} />
        </>
      }
    >
      {isPending && <Loading />}
      {error && !data && <Trouble title={t('failed')} error={error} onRetry={() => void refetch()} />}
      {data && <Told {...props} board={data} pending={isPlaceholderData} shown={shown} onShow={change} />}
    </Panel>
  );
}

interface ToldProps extends ZonePanelProps {
  board: CoverageBoard;
  /** the rows are still those of what was shown before */
  pending: boolean;
  shown: Shown;
  onShow: (part: Partial<Shown>) => void;
}

function Told({ board, pending, shown, onShow, ...verbs }: ToldProps) {
  const t = useTexts(texts);
  const { asOf, tiers } = board;
  if (asOf === null) return <EmptyState title={t('nothing')} detail={t('nothingDetail')} />;
  if (COVERAGE_STATES.every((state) => tiers.unit[state] === 0))
    return <EmptyState title={t('noGrids')} detail={t('noGridsDetail')} />;
  return (
    <div className={styles.panel}>
      <AsOf board={board} asOf={asOf} />
      <Tabs
        label={t('title')}
        tabs={COVERAGE_TIERS.map((value) => ({
          value,
          label: t(`tiers.${value}`),
          badge: tiers[value].late > 0 && <span className={styles.badge}>{formatCount(tiers[value].late)}</span>,
        }))}
        value={shown.tier}
        onChange={(tier) => onShow({ tier })}
      >
        <div className={styles.tier}>
          <p className={styles.quiet}>{aimWords(board.policy[shown.tier], board.policy, board.inForce, t)}</p>
          <States counts={board.counts} shown={shown.state} onShow={(state) => onShow({ state })} />
          {shown.within && (
            <p className={styles.within}>
              {t('within', { name: shown.within.name })}
              <Button size="small" look="quiet" icon={X} onClick={() => onShow({ within: null })}>
                {t('withinClear')}
              </Button>
            </p>
          )}
          <Rows
            {...verbs}
            key={`${shown.tier}/${shown.within?.code ?? ''}`}
            board={board}
            asOf={asOf}
            pending={pending}
            onBelow={(row) => onShow({ tier: below(shown.tier), state: 'all', within: row })}
          />
        </div>
      </Tabs>
    </div>
  );
}

const below = (tier: CoverageTier): CoverageTier => (tier === 'street' ? 'community' : 'unit');

/** Of when this is, and what it leaves out. */
function AsOf({ board, asOf }: { board: CoverageBoard; asOf: number }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { live, heardSince, outside, unknown } = board;
  return (
    <div className={styles.asOf}>
      <p className={classes(!live && styles.stale)} role="status" data-live={live}>
        {live ? t('live', { since: formatTime(heardSince ?? asOf, now) }) : t('stale', { at: formatTime(asOf, now) })}
      </p>
      {outside > 0 && <p>{t('outside', { n: formatCount(outside) })}</p>}
      {unknown > 0 && <p>{t('unknown', { n: formatCount(unknown) })}</p>}
    </div>
  );
}

interface StatesProps {
  counts: Record<CoverageState, number>;
  shown: Shown['state'];
  onShow: (state: Shown['state']) => void;
}

function States({ counts, shown, onShow }: StatesProps) {
  const t = useTexts(texts);
  const all = COVERAGE_STATES.reduce((sum, state) => sum + counts[state], 0);
  return (
    <div className={styles.states} role="group" aria-label={t('filters')}>
      {STATES.map((state) => (
        <Button
          key={state}
          size="small"
          aria-pressed={state === shown}
          look={state === shown ? 'primary' : 'plain'}
          onClick={() => onShow(state)}
        >
          {t(`states.${state}`)} {formatCount(state === 'all' ? all : counts[state])}
        </Button>
      ))}
    </div>
  );
}

interface RowsProps extends Pick<ZonePanelProps, 'onMark' | 'onOpenWorker' | 'onCommand'> {
  board: CoverageBoard;
  asOf: number;
  pending: boolean;
  onBelow: (row: { code: string; name: string }) => void;
}

function Rows({ board, asOf, pending, onMark, onBelow, ...verbs }: RowsProps) {
  const t = useTexts(texts);
  const [selectedCode, setSelected] = useState<string | null>(null);
  const { rows, more } = board;
  const selected = rows.find(({ code }) => code === selectedCode);
  const mark = (row: CoverageRow) => {
    const { lon, lat, box, name, code } = row;
    onMark({ lon, lat, box, title: name, detail: code, stands: true, nonce: crypto.randomUUID() });
  };
  if (rows.length === 0) return pending ? <Loading /> : <EmptyState title={t('none')} />;
  return (
    <>
      <VirtualList
        label={t('rows')}
        items={rows}
        keyOf={({ code }) => code}
        selectedKey={selectedCode}
        onSelect={setSelected}
        onClick={mark}
        onOpen={(code) => rows.filter((row) => row.code === code).forEach(mark)}
        rowHeight={3.4}
        total={rows.length + more}
        renderItem={(row) => <ZoneRow row={row} asOf={asOf} />}
      />
      {more > 0 && <p className={styles.quiet}>{t('more', { n: formatCount(more) })}</p>}
      {selected && (
        <Nearest key={selected.code} row={selected} onMark={() => mark(selected)} onBelow={onBelow} {...verbs} />
      )}
    </>
  );
}
