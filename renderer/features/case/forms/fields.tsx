import { useTexts } from '../../../i18n/index.ts';
import { Radios } from '../../../parts/index.ts';
import { texts } from '../locale.ts';
import { CaseWorkersField } from './dispatch/CaseWorkersField.tsx';
import { FurtherField, LeadField } from './dispatch/DepartmentFields.tsx';
import { DueWords } from './dispatch/DueWords.tsx';
import { AssigneeField, CategoryField, VerdictField, WayField, WhoseField } from './moreFields.tsx';
import type { FieldProps } from './fieldProps.ts';
import type { FormField } from './spec.ts';
import { MergeTarget } from './MergeTarget.tsx';
import { TimeField } from './TimeField.tsx';

function DepartmentField({ view, draft, proposals, change, autoFocus }: FieldProps) {
  return (
    <LeadField
      caseId={view.case.id}
      value={(draft.departmentId ?? proposals.departmentId) || null}
      onChange={(code) => change({ departmentId: code ?? '' })}
      others={draft.departmentIds}
      autoFocus={autoFocus}
    />
  );
}

function OthersField({ view, draft, proposals, change, autoFocus, isAlone }: FieldProps & { isAlone: boolean }) {
  const lead = isAlone ? null : (draft.departmentId ?? proposals.departmentId);
  return (
    <FurtherField
      caseId={view.case.id}
      chosen={draft.departmentIds}
      onChange={(departmentIds) => change({ departmentIds })}
      without={lead ? [lead] : []}
      autoFocus={autoFocus}
    />
  );
}

const PURPOSES = { workers: 'handle', verifier: 'verify', checkers: 'check' } as const;

function WorkersField({ field, ...props }: FieldProps & { field: keyof typeof PURPOSES }) {
  const { view, draft, proposals, change, autoFocus } = props;
  const t = useTexts(texts);
  return (
    <CaseWorkersField
      caseId={view.case.id}
      purpose={PURPOSES[field]}
      label={t(field)}
      chosen={draft.workerIds ?? proposals.workerIds}
      onChange={(workerIds) => change({ workerIds })}
      single={field === 'verifier'}
      autoFocus={autoFocus}
    />
  );
}

function LevelField({ draft, proposals, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const levels = ['1', '2', '3'] as const;
  const toLevel = { '1': 1, '2': 2, '3': 3 } as const;
  return (
    <Radios
      label={t('level')}
      options={levels.map((n) => ({ value: n, label: t('levelN', { n }) }))}
      value={levels[(draft.level ?? proposals.level) - 1] ?? null}
      onChange={(n) => change({ level: toLevel[n] })}
      autoFocus={autoFocus}
    />
  );
}

function SatisfactionField({ draft, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const stars = ['1', '2', '3', '4', '5'] as const;
  return (
    <Radios
      label={t('satisfaction')}
      options={stars.map((n) => ({ value: n, label: `${'★'.repeat(Number(n))} ${t(`satisfactionWords.s${n}`)}` }))}
      value={stars[(draft.satisfaction ?? 0) - 1] ?? null}
      onChange={(n) => change({ satisfaction: Number(n) })}
      autoFocus={autoFocus}
    />
  );
}

function OutcomeField({ draft, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const outcomes = ['handled', 'back'] as const;
  return (
    <Radios
      label={t('outcome')}
      options={outcomes.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) }))}
      value={draft.outcome}
      onChange={(outcome) => change({ outcome })}
      autoFocus={autoFocus}
    />
  );
}

const STEPS = { due: [2, 24, 72], until: [4, 24, 72], review: [72, 168, 720], supervisionDue: [2, 4, 24] } as const;

function MomentField({ field, view, draft, proposals, change, autoFocus }: FieldProps & { field: FormField }) {
  const t = useTexts(texts);
  const unit = (field === 'due' ? view.category?.limits.handle : view.case.clock?.limit)?.unit ?? 'working-hour';
  const common = { value: draft.time, proposed: proposals.time, autoFocus };
  const onChange = (time: string | null) => change({ time });
  switch (field) {
    case 'due': {
      const words = view.case.state === 'returned' ? t('dueRunning') : t('dueByCategory');
      return (
        <TimeField
          {...common}
          onChange={onChange}
          label={t('dueAt')}
          proposedWords={words}
          steps={STEPS.due}
          words={(at) => <DueWords at={at} unit={unit} limit={proposals.time} />}
        />
      );
    }
    case 'review':
      return <TimeField {...common} onChange={onChange} label={t('review')} steps={STEPS.review} />;
    case 'supervisionDue':
      return <TimeField {...common} onChange={onChange} label={t('supervisionTime')} steps={STEPS.supervisionDue} />;
    default: {
      const label = t(field === 'grantedUntil' ? 'grantedUntil' : 'until');
      const limit = view.case.clock?.dueAt ?? null;
      return (
        <TimeField
          {...common}
          onChange={onChange}
          label={label}
          steps={STEPS.until}
          words={(at) => <DueWords at={at} unit={unit} limit={limit} kind="extension" />}
        />
      );
    }
  }
}

/** One field of an action's form, by its name in the form's row. */
export function ActionField({ field, ...props }: FieldProps & { field: FormField }) {
  switch (field) {
    case 'department':
      return <DepartmentField {...props} />;
    case 'further':
      return <OthersField {...props} isAlone={props.action === 'assign'} />;
    case 'pressed':
    case 'whose':
      return <WhoseField field={field} {...props} />;
    case 'way':
      return <WayField {...props} />;
    case 'workers':
    case 'checkers':
    case 'verifier':
      return <WorkersField field={field} {...props} />;
    case 'level':
      return <LevelField {...props} />;
    case 'satisfaction':
      return <SatisfactionField {...props} />;
    case 'assignee':
      return <AssigneeField {...props} />;
    case 'found':
    case 'passed':
      return <VerdictField question={field} {...props} />;
    case 'category':
      return <CategoryField {...props} />;
    case 'outcome':
      return <OutcomeField {...props} />;
    case 'target':
      return <MergeTarget {...props} />;
    default:
      return <MomentField field={field} {...props} />;
  }
}
