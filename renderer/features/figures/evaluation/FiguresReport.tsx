import { useEffect, useRef } from 'react';
import type { PrintDocument } from '#shared/contract/printing.ts';
import type { FigureName } from '#shared/domain/figures.ts';
import { dayText } from '#shared/domain/periods.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { reportWords } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { sheetsOf } from './book.ts';
import { ByGroup } from './ByGroup.tsx';
import styles from './evaluation.module.css';
import { FigureList } from './FigureList.tsx';
import { GroupTable } from './GroupTable.tsx';
import { evaluationTexts } from './locale.ts';
import { lastDay } from './look.ts';
import { OverTime } from './OverTime.tsx';

interface FiguresReportProps {
  document: Extract<PrintDocument, { kind: 'figures' }>;
  onReady: (name: string, book?: Uint8Array<ArrayBuffer>) => void;
  onFail: (reason: string) => void;
}

/** As many columns as a sheet of paper holds; the workbook has all of them. */
const ON_PAPER: readonly FigureName[] = [
  'reports',
  'filing-rate',
  'closing-rate',
  'on-time-closing-rate',
  'on-time-disposal-rate',
  'rework-rate',
  'dispatch-accuracy',
  'satisfaction-rate',
];

/** The report of a period on paper. */
export function FiguresReport({ document: { period, by, area, report }, onReady, onFail }: FiguresReportProps) {
  const t = useTexts(evaluationTexts);
  const tr = useTexts(reportWords);
  const language = useLanguage();
  const { data, isError, error } = useFeed('figures.table', { period, by, ...(area && { area }) });
  const name = t('name', { report: report ? tr(`kinds.${report}`) : '' }).trim();
  const told = useRef(false);
  useEffect(() => {
    if (told.current || (!data && !isError)) return;
    told.current = true;
    if (!data) return onFail(error?.message ?? 'unknown');
    void import('#shared/tables/table.ts')
      .then(({ xlsxOf }) => xlsxOf(sheetsOf(data, language)))
      .then((book) => onReady(name, book))
      .catch((cause: unknown) => onFail(String(cause).slice(0, 200)));
  });
  if (!data) return null;
  return (
    <article className={styles.report}>
      <h1>{name}</h1>
      <p className={styles.range}>
        {tr('range', { from: dayText(period.from), to: lastDay(period) })}
        {data.running && ` · ${t('running')}`}
      </p>
      <FigureList table={data} />
      <OverTime series={data.series} />
      {data.groups.length > 0 && (
        <>
          <h2>{tr(`groupings.${by}`)}</h2>
          <ByGroup by={by} groups={data.groups} name="reports" />
          <GroupTable by={by} groups={data.groups} names={ON_PAPER} />
          {data.more > 0 && <p>{t('more', { n: data.more })}</p>}
        </>
      )}
      <p>{t('unknown')}</p>
      {data.uncounted > 0 && <p>{t('uncounted', { n: data.uncounted })}</p>}
    </article>
  );
}
