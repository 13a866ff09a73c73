import { FileSpreadsheet, Printer } from 'lucide-react';
import { useState } from 'react';
import { type FiguresTable, GROUPINGS } from '#shared/contract/figuresViews.ts';
import type { FileSaved } from '#shared/contract/saveTable.ts';
import type { Period } from '#shared/domain/cohorts.ts';
import type { FigureName } from '#shared/domain/figures.ts';
import { dayText } from '#shared/domain/periods.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { reportWords, useFileTrouble } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Loading, Select, showToast, TextField, Trouble } from '../../../ui/index.ts';
import { sheetsOf } from './book.ts';
import { ByGroup } from './ByGroup.tsx';
import { type Behind, CasesBehind } from './CasesBehind.tsx';
import styles from './evaluation.module.css';
import { FigureList } from './FigureList.tsx';
import { figuresOfGroups, GroupTable } from './GroupTable.tsx';
import { evaluationTexts } from './locale.ts';
import { areaOf, lastDay, type Look, periodOfLook, PRESETS, UNITS } from './look.ts';
import { OverTime } from './OverTime.tsx';
import { figureName } from './values.ts';

interface FiguresViewProps {
  look: Look;
  onLook: (look: Look) => void;
  /** when the dialog was opened: "today" stays that day */
  now: number;
  onOpenCase: (id: string) => void;
}

/** The figures of a period: chosen, shown, opened, printed and exported. */
export function FiguresView({ look, onLook, now, onOpenCase }: FiguresViewProps) {
  const t = useTexts(evaluationTexts);
  const tr = useTexts(reportWords);
  const language = useLanguage();
  const [behind, setBehind] = useState<Behind | null>(null);
  const period = periodOfLook(look, now);
  if (behind) return <CasesBehind {...behind} onBack={() => setBehind(null)} onOpenCase={onOpenCase} />;
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <div className={styles.choice}>
          <Select
            label={t('period')}
            options={PRESETS.map((value) => ({ value, label: t(`periods.${value}`) }))}
            value={look.preset}
            onChange={(preset) => onLook({ ...look, preset })}
          />
        </div>
        {look.preset === 'own' && (
          <>
            <TextField label={t('from')} value={look.from} onChange={(from) => onLook({ ...look, from })} />
            <TextField label={t('to')} value={look.to} onChange={(to) => onLook({ ...look, to })} />
          </>
        )}
        <div className={styles.choice}>
          <Select
            label={t('by')}
            options={GROUPINGS.map((value) => ({ value, label: tr(`groupings.${value}`) }))}
            value={look.by}
            onChange={(by) => onLook({ ...look, by })}
          />
        </div>
        <div className={styles.choice}>
          <Select
            label={t('chartBy')}
            options={UNITS.map((value) => ({ value, label: t(`units.${value}`) }))}
            value={look.unit}
            onChange={(unit) => onLook({ ...look, unit })}
          />
        </div>
        {look.by !== 'none' && (
          <div className={styles.choice}>
            <Select
              label={t('chartOf')}
              options={figuresOfGroups(look.by).map((value) => ({ value, label: figureName(language, value) }))}
              value={comparedIn(look)}
              onChange={(figure) => onLook({ ...look, figure })}
            />
          </div>
        )}
      </div>
      {period ? (
        <Table look={look} period={period} onBehind={setBehind} />
      ) : (
        <p role="alert" className={styles.failed}>
          {t('badDays')}
        </p>
      )}
    </div>
  );
}

/** The figure that was chosen, where groups like these can have it. */
function comparedIn({ by, figure }: Look): FigureName {
  return figuresOfGroups(by).includes(figure) ? figure : 'reports';
}

interface TableProps {
  look: Look;
  period: Period;
  onBehind: (behind: Behind) => void;
}

function Table({ look, period, onBehind }: TableProps) {
  const { by, unit } = look;
  const t = useTexts(evaluationTexts);
  const tr = useTexts(reportWords);
  const { data, isPending, isError, error, refetch, isPlaceholderData } = useFeed('figures.table', {
    ...{ period, by },
    ...(unit !== 'auto' && { unit }),
  });
  if (isPending) return <Loading label={t('counting')} />;
  if (isError && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const range = tr('range', { from: dayText(period.from), to: lastDay(period) });
  return (
    <>
      <div className={styles.bar}>
        <p className={styles.quiet} role="status" aria-busy={isPlaceholderData}>
          {range}
          {data.running && ` · ${t('running')}`}
          {data.uncounted > 0 && ` · ${t('uncounted', { n: data.uncounted })}`}
        </p>
        <Take table={data} by={by} period={period} range={range} />
      </div>
      <OverTime series={data.series} />
      {by !== 'none' && <ByGroup by={by} groups={data.groups} name={comparedIn(look)} />}
      {by !== 'none' && (
        <div className={styles.scroll}>
          <GroupTable
            by={by}
            groups={data.groups}
            onNumber={(key, name, side) => onBehind({ period, area: areaOf(by, key), name, side })}
          />
        </div>
      )}
      {data.more > 0 && <p className={styles.quiet}>{t('more', { n: data.more })}</p>}
      <FigureList table={data} onNumber={(name, side) => onBehind({ period, area: {}, name, side })} />
      <p className={styles.quiet}>{t('unknown')}</p>
    </>
  );
}

/** Takes the table away: on paper, or as a workbook. */
function Take({ table, by, period, range }: { table: FiguresTable; by: Look['by']; period: Period; range: string }) {
  const t = useTexts(evaluationTexts);
  const language = useLanguage();
  const codeWords = useFileTrouble();
  const [busy, setBusy] = useState<'print' | 'book' | null>(null);
  const take = async (what: 'print' | 'book', save: () => Promise<FileSaved>) => {
    setBusy(what);
    try {
      const saved = await save();
      if (saved.state === 'saved') showToast({ title: t('saved', { path: saved.path }) });
      if (saved.state === 'failed')
        showToast({
          title: t(what === 'print' ? 'printFailed' : 'failed', { code: codeWords(saved.code) }),
          look: 'alert',
        });
    } finally {
      setBusy(null);
    }
  };
  const book = async (): Promise<FileSaved> => {
    // The writer of workbooks is not needed before.
    const { xlsxOf } = await import('#shared/tables/table.ts');
    const bytes = await xlsxOf(sheetsOf(table, language));
    return street.saveTable({ name: `${t('title')} ${range}`, bytes });
  };
  return (
    <>
      <Button
        icon={Printer}
        busy={busy === 'print'}
        onClick={() => void take('print', () => street.print({ kind: 'figures', period, by }))}
      >
        {t('print')}
      </Button>
      <Button icon={FileSpreadsheet} busy={busy === 'book'} onClick={() => void take('book', book)}>
        {t('book')}
      </Button>
    </>
  );
}
