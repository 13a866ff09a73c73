import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { DepartmentProposal } from '#shared/contract/dispatchViews.ts';
import { nameIn, useLanguage, useTexts } from '../../../../i18n/index.ts';
import { useFrozenChoices } from '../../../../parts/index.ts';
import { useFeed, useFresh } from '../../../../station/index.ts';
import { Button, type Choice, Combobox } from '../../../../ui/index.ts';
import styles from './dispatch.module.css';
import { texts } from './locale.ts';

/** Departments for a case in the order they are proposed, which stays while the form is open. */
export function useDepartments(caseId: string): readonly DepartmentProposal[] {
  const told = useFresh(useFeed('dispatch.departments', { caseId }));
  return useFrozenChoices(caseId, told, ({ department }) => department.code);
}

function useReasonWords(): (proposal: DepartmentProposal) => string {
  const t = useTexts(texts);
  return ({ isDefault, worked, open, assigned }) =>
    [
      assigned && t('reasons.assigned'),
      isDefault && t('reasons.isDefault'),
      worked > 0 && t('reasons.worked', { n: worked }),
      t('reasons.open', { n: open }),
    ]
      .filter(Boolean)
      .join(t('gap'));
}

function useChoices(departments: readonly DepartmentProposal[], without: readonly string[]): Choice[] {
  const language = useLanguage();
  const reasons = useReasonWords();
  return departments
    .filter(({ department }) => !without.includes(department.code))
    .map((proposal) => ({
      value: proposal.department.code,
      label: nameIn(language, proposal.department),
      note: reasons(proposal),
      words: `${proposal.department.zh} ${proposal.department.en}`,
    }));
}

interface LeadFieldProps {
  caseId: string;
  value: string | null;
  onChange: (code: string | null) => void;
  /** are sent along and cannot lead too */
  others: readonly string[];
  autoFocus: boolean;
}

/** Which department leads: proposed with its reasons, another one found by typing. */
export function LeadField({ caseId, value, onChange, others, autoFocus }: LeadFieldProps) {
  const t = useTexts(texts);
  const departments = useDepartments(caseId);
  const reasons = useReasonWords();
  const choices = useChoices(departments, others);
  const input = useRef<HTMLInputElement>(null);
  const language = useLanguage();
  const chosen = departments.find(({ department }) => department.code === value);
  const name = chosen && nameIn(language, chosen.department);
  // What is preselected is replaced by the first letter typed, not added to; what was typed before it came stays. Selecting
  // takes the focus as well, which may have gone on by then.
  useEffect(() => {
    const field = input.current;
    if (autoFocus && field && field === document.activeElement && field.value === name) field.select();
  }, [autoFocus, name]);
  return (
    <div className={styles.lead}>
      <Combobox
        label={t('lead')}
        choices={choices}
        value={value}
        onChange={onChange}
        placeholder={t('leadPlaceholder')}
        autoFocus={autoFocus}
        inputRef={input}
      />
      {chosen && (
        <p className={styles.why}>
          {chosen.proposed ? t('why', { reasons: reasons(chosen) }) : `${t('noReason')}${t('gap')}${reasons(chosen)}`}
        </p>
      )}
    </div>
  );
}

interface FurtherFieldProps {
  caseId: string;
  chosen: readonly string[];
  onChange: (codes: string[]) => void;
  /** leads, or has the case already */
  without: readonly string[];
  autoFocus?: boolean;
}

/** Departments that act beside the leading one. */
export function FurtherField({ caseId, chosen, onChange, without, autoFocus }: FurtherFieldProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const departments = useDepartments(caseId);
  // Whoever added one mostly adds another: the new, empty field has the focus.
  const [isAdding, setAdding] = useState(false);
  const has = departments.filter(({ assigned }) => assigned).map(({ department }) => department.code);
  const choices = useChoices(departments, [...without, ...chosen, ...has]);
  const nameOf = (code: string) => {
    const known = departments.find(({ department }) => department.code === code);
    return known ? nameIn(language, known.department) : code;
  };
  return (
    <div className={styles.further} role="group" aria-label={t('further')}>
      {chosen.map((code) => (
        <Button
          key={code}
          size="small"
          icon={X}
          aria-label={t('remove', { name: nameOf(code) })}
          onClick={() => onChange(chosen.filter((one) => one !== code))}
        >
          {nameOf(code)}
        </Button>
      ))}
      <Combobox
        // A department that was taken leaves the field empty for the next one.
        key={chosen.length}
        label={t('addFurther')}
        labelHidden
        choices={choices}
        value={null}
        autoFocus={autoFocus || isAdding}
        placeholder={t('addFurther')}
        onChange={(code) => {
          if (!code) return;
          setAdding(true);
          onChange([...chosen, code]);
        }}
      />
    </div>
  );
}
