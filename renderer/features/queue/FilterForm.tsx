import { FILTER_LIGHTS, type QueueFilter } from '#shared/contract/queueFilter.ts';
import { CASE_SOURCES, URGENCIES } from '#shared/domain/case.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { WorkerPick } from '../../parts/index.ts';
import { gatewayNow } from '../../station/index.ts';
import { Button, Combobox, Select, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import { useAreaChoices, useCategoryChoices, useDepartmentChoices } from './useFilterChoices.ts';

/** the value of a list's first line, which asks nothing; a list has no empty value */
const ANY = 'any';
const DAY_MS = 86_400_000;
const DAYS = [1, 3, 7, 30] as const;

export interface FilterFormProps {
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  onDone: () => void;
}

/** Every kind a queue can be filtered by. What is chosen works at once; Enter in the text closes the form. */
export function FilterForm({ filter, onFilter, onDone }: FilterFormProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const change = (part: Partial<QueueFilter>) => onFilter({ ...filter, ...part });
  const listOf = <V extends string>(values: readonly V[], label: (value: V) => string) => [
    { value: ANY, label: t('any') },
    ...values.map((value) => ({ value, label: label(value) })),
  ];
  const oneOf = <V extends string>(values: readonly V[], value: string) => values.find((each) => each === value);
  return (
    <form
      className={styles.filterForm}
      aria-label={t('filters')}
      onKeyDownCapture={(event) => {
        // In a list that is shut, Esc would take back what was chosen there before it closes the form.
        if (event.key !== 'Escape' || isListOpen(event.target)) return;
        event.stopPropagation();
        onDone();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <div className={styles.wide}>
        <TextField
          label={t('words')}
          placeholder={t('wordsHint')}
          type="search"
          autoFocus
          maxLength={100}
          value={filter.text ?? ''}
          onChange={(text) => change({ text: text || undefined })}
        />
      </div>
      <Combobox
        label={tc('nouns.category')}
        placeholder={t('any')}
        choices={useCategoryChoices()}
        value={filter.category ?? null}
        onChange={(category) => change({ category: category ?? undefined })}
      />
      <Combobox
        label={t('area')}
        placeholder={t('any')}
        choices={useAreaChoices(filter.grid)}
        value={filter.grid ?? null}
        onChange={(grid) => change({ grid: grid ?? undefined })}
      />
      <Combobox
        label={tc('nouns.department')}
        placeholder={t('any')}
        choices={useDepartmentChoices()}
        value={filter.department ?? null}
        onChange={(department) => change({ department: department ?? undefined })}
      />
      <WorkerPick
        label={t('worker')}
        placeholder={t('workerHint')}
        value={filter.worker}
        onChange={(worker) => change({ worker })}
      />
      <Select
        label={t('light')}
        options={listOf(FILTER_LIGHTS, (light) => tc(`lights.${light}`))}
        value={filter.light ?? ANY}
        onChange={(value) => change({ light: oneOf(FILTER_LIGHTS, value) })}
      />
      <Select
        label={t('urgency')}
        options={listOf(URGENCIES, (urgency) => tc(`urgencies.${urgency}`))}
        value={filter.urgency ?? ANY}
        onChange={(value) => change({ urgency: oneOf(URGENCIES, value) })}
      />
      <Select
        label={t('source')}
        options={listOf(CASE_SOURCES, (source) => tc(`sources.${source}`))}
        value={filter.source ?? ANY}
        onChange={(value) => change({ source: oneOf(CASE_SOURCES, value) })}
      />
      <Select
        label={t('reported')}
        options={listOf(DAYS.map(String), (days) => t('lastDays', { n: days }))}
        value={daysOf(filter.from) ?? ANY}
        onChange={(days) => change({ from: days === ANY ? undefined : beginOf(Number(days)) })}
      />
      <div className={styles.filterEnd}>
        <Button size="small" look="quiet" onClick={() => onFilter({})}>
          {t('clearFilter')}
        </Button>
        <Button size="small" look="primary" type="submit">
          {tc('verbs.close')}
        </Button>
      </div>
    </form>
  );
}

function isListOpen(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true';
}

/** Whole minutes, so that the same choice a moment later is the same question. */
function beginOf(days: number): number {
  return Math.floor((gatewayNow() - days * DAY_MS) / 60_000) * 60_000;
}

/** Which choice a beginning came from: the shortest that reaches it. */
function daysOf(from: number | undefined): string | null {
  if (from === undefined) return null;
  const days = DAYS.findLast((each) => gatewayNow() - from >= each * DAY_MS - 120_000);
  return days === undefined ? null : String(days);
}
