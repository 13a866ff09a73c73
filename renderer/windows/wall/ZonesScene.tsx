import type { CoverageBoard } from '#shared/contract/coverageViews.ts';
import { COVERAGE_STATES, COVERAGE_TIERS, type CoverageTier } from '#shared/domain/coverage.ts';
import { CoverageMark, useCoverageWords } from '../../features/zones/index.ts';
import { common, formatCount, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { classes } from '../../ui/index.ts';
import { BoardColumn } from './BoardColumn.tsx';
import styles from './wall.module.css';

const ROWS = 7;
const COLUMNS = ['community', 'unit'] as const;

/** Which grids nobody is in: each tier in one number, and the places most in need of somebody. */
export function ZonesScene() {
  const { t } = useCoverageWords();
  const words = useTexts(common);
  const { data } = useFeed('coverage.board', { tier: 'community', limit: ROWS });
  if (!data) return <p className={styles.empty}>{words('words.loading')}</p>;
  if (data.asOf === null) return <p className={styles.absenceTitle}>{t('nothing')}</p>;
  return (
    <div className={styles.zones}>
      {COVERAGE_TIERS.map((tier) => (
        <Tile key={tier} tier={tier} board={data} />
      ))}
      <div className={styles.zoneColumns}>
        {COLUMNS.map((tier) => (
          <Worst key={tier} tier={tier} />
        ))}
      </div>
    </div>
  );
}

function Tile({ tier, board }: { tier: CoverageTier; board: CoverageBoard }) {
  const { t } = useCoverageWords();
  const counts = board.tiers[tier];
  const of = COVERAGE_STATES.reduce((sum, state) => sum + counts[state], 0);
  const missing = counts.late + counts.thin;
  return (
    <section
      className={styles.column}
      aria-label={t(`tiers.${tier}`)}
      data-tier={tier}
      data-manned={board.manned[tier]}
    >
      <h2 className={styles.columnHead}>{t(`tiers.${tier}`)}</h2>
      <p className={styles.musterCount}>
        {t('wallCovered', { n: formatCount(board.manned[tier]), of: formatCount(of) })}
      </p>
      <p className={classes(styles.zoneAim, missing > 0 && styles.zoneShort)}>
        <CoverageMark state={missing === 0 ? 'covered' : counts.late > 0 ? 'late' : 'thin'} />
        {missing === 0 && t('wallWell')}
        {counts.late > 0 && <span>{t('wallLate', { n: formatCount(counts.late) })}</span>}
        {counts.thin > 0 && (
          <span>
            {t('states.thin')} {formatCount(counts.thin)}
          </span>
        )}
      </p>
    </section>
  );
}

function Worst({ tier }: { tier: (typeof COLUMNS)[number] }) {
  const { t, standing } = useCoverageWords();
  const now = useNow(10_000);
  const { data } = useFeed('coverage.board', { tier, limit: ROWS });
  const asOf = data?.asOf ?? null;
  const aside = data && asOf !== null && !data.live && (
    <span className={styles.zoneStale}>{t('wallStale', { at: formatTime(asOf, now) })}</span>
  );
  const rows = (data?.rows ?? []).filter(({ state }) => state !== 'covered');
  return (
    <BoardColumn
      title={t('wallTitle', { tier: t(`tiers.${tier}`) })}
      aside={aside}
      empty={data ? t('wallWell') : null}
      rows={rows.map((row) => (
        <li key={row.code} className={styles.row}>
          <p className={styles.zoneRow}>
            <CoverageMark state={row.state} />
            <span className={styles.ellipsis}>{row.name}</span>
            <span className={styles.zoneFor}>{standing(row, asOf ?? 0)}</span>
          </p>
        </li>
      ))}
    />
  );
}
