import { useEffect, useRef } from 'react';
import { mayVerify } from '#shared/domain/separation.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Radios, WorkerField } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Combobox } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import type { FieldProps } from './fieldProps.ts';
import type { FormField } from './spec.ts';
import { MergeTarget } from './MergeTarget.tsx';
import { TimeField } from './TimeField.tsx';

function DepartmentField({ draft, proposals, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const departments = useFeed('department.list', {}).data ?? [];
  const input = useRef<HTMLInputElement>(null);
  const known = departments.length > 0;
  // What is preselected is replaced by the first letter typed, not added to.
  useEffect(() => {
    if (autoFocus && known) input.current?.select();
  }, [autoFocus, known]);
  const choices = departments.map((department) => ({
    value: department.code,
    label: nameIn(language, department),
    note: department.code === proposals.departmentId ? t('proposed') : undefined,
    words: `${department.zh} ${department.en}`,
  }));
  return (
    <Combobox
      label={t('dept')}
      choices={choices}
      value={(draft.departmentId ?? proposals.departmentId) || null}
      onChange={(code) => change({ departmentId: code ?? '' })}
      placeholder={t('deptPlaceholder')}
      autoFocus={autoFocus}
      inputRef={input}
    />
  );
}

function WorkersField({ field, view, draft, proposals, change, autoFocus }: FieldProps & { field: FormField }) {
  const t = useTexts(texts);
  const verifying = field === 'verifier';
  const label = verifying ? t('verifier') : t(field === 'checkers' ? 'checkers' : 'workers');
  return (
    <WorkerField
      label={label}
      hint={verifying ? t('verifierHint') : t('workersHint')}
      near={view.case}
      chosen={draft.workerIds ?? proposals.workerIds}
      onChange={(workerIds) => change({ workerIds })}
      single={verifying}
      allow={verifying ? (choice) => mayVerify(view.case, choice.worker.id) : undefined}
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
  const common = { value: draft.time, proposed: proposals.time, autoFocus };
  const onChange = (time: string | null) => change({ time });
  switch (field) {
    case 'due': {
      const words = view.case.state === 'returned' ? t('dueRunning') : t('dueByCategory');
      return <TimeField {...common} onChange={onChange} label={t('dueAt')} proposedWords={words} steps={STEPS.due} />;
    }
    case 'review':
      return <TimeField {...common} onChange={onChange} label={t('review')} steps={STEPS.review} />;
    case 'supervisionDue':
      return <TimeField {...common} onChange={onChange} label={t('supervisionTime')} steps={STEPS.supervisionDue} />;
    default: {
      const label = t(field === 'grantedUntil' ? 'grantedUntil' : 'until');
      return <TimeField {...common} onChange={onChange} label={label} steps={STEPS.until} />;
    }
  }
}

/** One field of an action's form, by its name in the form's row. */
export function ActionField({ field, ...props }: FieldProps & { field: FormField }) {
  switch (field) {
    case 'department':
      return <DepartmentField {...props} />;
    case 'workers':
    case 'checkers':
    case 'verifier':
      return <WorkersField field={field} {...props} />;
    case 'level':
      return <LevelField {...props} />;
    case 'satisfaction':
      return <SatisfactionField {...props} />;
    case 'outcome':
      return <OutcomeField {...props} />;
    case 'target':
      return <MergeTarget {...props} />;
    default:
      return <MomentField field={field} {...props} />;
  }
}
