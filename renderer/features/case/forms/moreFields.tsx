import { assignmentsOf, movable } from '#shared/domain/assignments.ts';
import { type Assignment, EVALUATION_WAYS } from '#shared/domain/case.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Radios } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Combobox } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import type { FieldProps } from './fieldProps.ts';

/** Fields of the actions on what was taken down, who has it in hand and what was found. */

/** Those who have the case, as choices of a form. */
function useAssignees(view: FieldProps['view']): { value: string; label: string; assignment: Assignment }[] {
  const language = useLanguage();
  const departments = useFeed('department.list', {}).data ?? [];
  const assignments = assignmentsOf(view.case);
  const ids = assignments.filter(({ kind }) => kind === 'worker').map(({ id }) => id);
  const workers = useFeed('worker.names', { ids }, { enabled: ids.length > 0 }).data ?? [];
  return assignments.map((assignment) => {
    const { kind, id } = assignment;
    const department = kind === 'department' && departments.find(({ code }) => code === id);
    const name = department ? nameIn(language, department) : workers.find((worker) => worker.id === id)?.name;
    return { value: `${kind}:${id}`, label: name ?? id, assignment };
  });
}

/** Who of those assigned shall be taken off. */
export function AssigneeField({ view, draft, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const options = useAssignees(view).map(({ value, label }) => ({ value, label }));
  return (
    <Radios
      label={t('assignee')}
      options={options}
      value={draft.assignee}
      onChange={(assignee) => change({ assignee })}
      autoFocus={autoFocus}
    />
  );
}

const ALL = 'all';

/** Of whom it is told, or who has to reply: one of those who have it, or all. Nothing is asked where there is one alone. */
export function WhoseField({ field, ...props }: FieldProps & { field: 'whose' | 'pressed' }) {
  const { view, action, draft, change, autoFocus } = props;
  const t = useTexts(texts);
  const all = useAssignees(view);
  const present = assignmentsOf(view.case);
  const fits = ({ id }: Assignment) =>
    (action !== 'return' && action !== 'report-back') || movable(present, action, id).length > 0;
  const options = all.filter(({ assignment }) => fits(assignment)).map(({ value, label }) => ({ value, label }));
  const idIn = (named: string | null) => named?.slice(named.indexOf(':') + 1);
  const chosen = options.find(({ value }) => idIn(value) === idIn(draft.assignee));
  if (options.length === 0 || (field === 'whose' && options.length === 1 && draft.assignee === null)) return null;
  return (
    <Radios
      label={t(field)}
      options={[{ value: ALL, label: t('everybody') }, ...options]}
      value={draft.assignee === null ? ALL : (chosen?.value ?? null)}
      onChange={(assignee) => change({ assignee: assignee === ALL ? null : assignee })}
      autoFocus={autoFocus}
    />
  );
}

/** How the resident was asked. */
export function WayField({ draft, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  return (
    <Radios
      label={t('way')}
      options={EVALUATION_WAYS.map((way) => ({ value: way, label: t(`ways.${way}`) }))}
      value={draft.way}
      onChange={(way) => change({ way })}
      autoFocus={autoFocus}
    />
  );
}

/** Yes or no: what was found on the spot, or looking once more. */
export function VerdictField({ question, draft, change, autoFocus }: FieldProps & { question: 'found' | 'passed' }) {
  const t = useTexts(texts);
  const words = question === 'found' ? 'foundWords' : 'passedWords';
  const answers = ['yes', 'no'] as const;
  return (
    <Radios
      label={t(question)}
      options={answers.map((answer) => ({ value: answer, label: t(`${words}.${answer}`) }))}
      value={draft.verdict === null ? null : draft.verdict ? 'yes' : 'no'}
      onChange={(answer) => change({ verdict: answer === 'yes' })}
      autoFocus={autoFocus}
    />
  );
}

export function CategoryField({ view, draft, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const categories = useFeed('category.list', {}).data ?? [];
  const choices = categories
    .filter(({ code }) => code !== view.case.categoryCode)
    .map((category) => ({
      value: category.code,
      label: nameIn(language, category),
      note: nameIn(language, { zh: category.groupZh, en: category.groupEn }),
      words: [category.zh, category.en, category.code, category.pinyin, ...category.synonyms].join(' '),
    }));
  return (
    <Combobox
      label={t('newCategory')}
      choices={choices}
      value={draft.categoryCode}
      onChange={(categoryCode) => change({ categoryCode })}
      placeholder={t('create.categoryPlaceholder')}
      autoFocus={autoFocus}
    />
  );
}
