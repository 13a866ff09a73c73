import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { GROUPINGS } from '#shared/contract/figuresViews.ts';
import type { MadeReport, ReportPlan } from '#shared/contract/reports.ts';
import { dayText, PERIOD_KINDS, type PeriodKind } from '#shared/domain/periods.ts';
import { formatFullTime, useTexts } from '../../i18n/index.ts';
import { reportWords, useFileTrouble } from '../../parts/index.ts';
import { useStatus } from '../../station/index.ts';
import { Button, EmptyState, Loading, Select, showToast, Switch, TextField } from '../../ui/index.ts';
import styles from './reports.module.css';
import { reportsTexts } from './locale.ts';

import { useReports } from './useReports.ts';

const PLANNERS = ['shift-lead', 'admin'] as const;

/** The reports this desk makes by itself: when, where to, and what became of them. */
export function PlannedReports() {
  const t = useTexts(reportsTexts);
  const reports = useReports();
  const roles = useStatus()?.session.user?.roles ?? [];
  if (!reports) return <Loading />;
  const mayPlan = PLANNERS.some((role) => roles.includes(role));
  return (
    <div className={styles.view}>
      <h3>{t('title')}</h3>
      {mayPlan ? <Plan plan={reports.plan} /> : <p className={styles.quiet}>{t('only')}</p>}
      <h3>{t('made')}</h3>
      {reports.made.length === 0 && <EmptyState title={t('nothing')} />}
      <ul className={styles.made} aria-label={t('made')}>
        {reports.made.map((report) => (
          <Made key={report.id} report={report} />
        ))}
      </ul>
    </div>
  );
}

function Plan({ plan }: { plan: ReportPlan }) {
  const t = useTexts(reportsTexts);
  const tr = useTexts(reportWords);
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.folder}>
          <TextField label={t('folder')} value={plan.folder} readOnly onChange={() => undefined} />
        </div>
        <Button icon={FolderOpen} onClick={() => void street.chooseReportFolder()}>
          {t('choose')}
        </Button>
        <div className={styles.choice}>
          <Select
            label={t('by')}
            options={GROUPINGS.map((value) => ({ value, label: tr(`groupings.${value}`) }))}
            value={plan.by}
            onChange={(by) => void street.planReports({ by })}
          />
        </div>
      </div>
      {plan.folder === '' && <p className={styles.quiet}>{t('noFolder')}</p>}
      {PERIOD_KINDS.map((kind) => (
        <Row key={kind} kind={kind} row={plan[kind]} />
      ))}
      <p className={styles.quiet}>{t('atHint')}</p>
    </>
  );
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function Row({ kind, row: { on, at } }: { kind: PeriodKind; row: { on: boolean; at: string } }) {
  const t = useTexts(reportsTexts);
  const [typed, setTyped] = useState(at);
  const fits = TIME.test(typed);
  return (
    <div className={styles.time}>
      <Switch
        label={t(`on.${kind}`)}
        value={on}
        onChange={(next) => void street.planReports({ [kind]: { on: next, at } })}
      />
      <TextField
        label={`${t(`on.${kind}`)} ${t('at')}`}
        value={typed}
        error={fits ? null : t('badTime')}
        onChange={(next) => {
          setTyped(next);
          if (TIME.test(next)) void street.planReports({ [kind]: { on, at: next } });
        }}
      />
    </div>
  );
}

function Made({ report }: { report: MadeReport }) {
  const t = useTexts(reportsTexts);
  const tr = useTexts(reportWords);
  const codeWords = useFileTrouble();
  const { kind, from, to, at, state, late, code } = report;
  const open = async (show: boolean) => {
    if (!(await street.openReport(report.id, show))) showToast({ title: t('gone'), look: 'warn' });
  };
  return (
    <li>
      <strong>
        {tr(`kinds.${kind}`)} {tr('range', { from: dayText(from), to: dayText(to - 1) })}
      </strong>
      <span className={styles.quiet}>{formatFullTime(at)}</span>
      {state === 'begun' && <span className={styles.quiet}>{t('begun')}</span>}
      {state === 'failed' && (
        <span className={styles.failed}>{t('failed', { why: codeWords(code ?? 'unknown') })}</span>
      )}
      {late && <span className={styles.quiet}>{t('late')}</span>}
      {state === 'made' && (
        <>
          <Button size="small" onClick={() => void open(false)}>
            {t('openFile')}
          </Button>
          <Button size="small" onClick={() => void open(true)}>
            {t('show')}
          </Button>
        </>
      )}
    </li>
  );
}
