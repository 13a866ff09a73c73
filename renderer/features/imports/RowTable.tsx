import { useState } from 'react';
import type { ImportDraft, ImportRowView } from '#shared/contract/importViews.ts';
import { IMPORT_COLUMNS } from '#shared/imports/columns.ts';
import { IMPORT_TROUBLES } from '#shared/imports/troubles.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { classes } from '../../ui/index.ts';
import styles from './imports.module.css';
import { texts } from './locale.ts';
import { useImportSteps } from './useImportSteps.ts';

interface RowTableProps {
  draft: ImportDraft;
  rows: readonly ImportRowView[];
}

/** Rows of the file under headings that say what each column is; a wrong cell is corrected where it stands. */
export function RowTable({ draft, rows }: RowTableProps) {
  const t = useTexts(texts);
  const isEnglish = useLanguage() === 'en';
  const { step } = useImportSteps();
  const fields = IMPORT_COLUMNS[draft.kind];
  const nameOf = (field: string) => {
    const known = fields.find((row) => row.field === field);
    return known ? known[isEnglish ? 'en' : 'zh'] : t('shape');
  };
  // Beside the number, where it is in sight however many columns there are.
  const isWrong = rows.some(({ troubles }) => troubles.length > 0);
  return (
    // The headings' fields are what the keyboard reaches it by.
    <div className={styles.scroll} role="region" aria-label={draft.fileName}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('rowNumber')}</th>
            {isWrong && <th scope="col">{t('trouble')}</th>}
            {draft.headings.map((heading, column) => (
              // A heading may stand there twice.
              <th key={column} scope="col">
                <span>{heading}</span>
                <select
                  className={styles.field}
                  aria-label={t('columnOf', { heading })}
                  value={draft.mapping[column] ?? ''}
                  onChange={(event) => void step({ do: 'map', column, field: event.target.value || null })}
                >
                  <option value="">{t('unused')}</option>
                  {fields.map(({ field }) => (
                    <option key={field} value={field}>
                      {nameOf(field)}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.n}>
              {/* As a spreadsheet counts: the heading is row 1. */}
              <td className={styles.number}>{row.n + 2}</td>
              {isWrong && (
                <td className={styles.trouble}>
                  {row.troubles.map(({ field, reason, value }) => (
                    <div key={`${field}:${reason}`}>
                      {t('troubleOf', { field: nameOf(field), why: IMPORT_TROUBLES[reason][isEnglish ? 'en' : 'zh'] })}
                      {value && ` (${value})`}
                    </div>
                  ))}
                </td>
              )}
              {row.cells.map((cell, column) => {
                const field = draft.mapping[column];
                const wrong = field !== null && row.troubles.some((trouble) => trouble.field === field);
                return (
                  <td key={column} className={classes(field === null && styles.unused)}>
                    {wrong ? (
                      <Cell
                        label={t('cell', { row: row.n + 2, column: draft.headings[column] ?? '' })}
                        text={cell}
                        onCorrect={(text) => void step({ do: 'correct', row: row.n, column, text })}
                      />
                    ) : (
                      cell
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Taken when the cell is left; Enter goes to the next wrong one, and behind the last to the form, where Ctrl+Enter sends. */
function Cell({ label, text, onCorrect }: { label: string; text: string; onCorrect: (text: string) => void }) {
  const [typed, setTyped] = useState({ text, of: text });
  // The file was read in another encoding meanwhile.
  if (typed.of !== text) setTyped({ text, of: text });
  return (
    <input
      className={styles.cell}
      aria-label={label}
      aria-invalid
      value={typed.text}
      maxLength={4000}
      onChange={(event) => setTyped({ text: event.target.value, of: text })}
      onBlur={() => {
        if (typed.text !== text) onCorrect(typed.text);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        const form = event.currentTarget.form;
        const cells = [...(form?.querySelectorAll<HTMLInputElement>('input[aria-invalid]') ?? [])];
        (cells[cells.indexOf(event.currentTarget) + 1] ?? form)?.focus();
      }}
    />
  );
}
