import { useCallback } from 'react';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatRemaining, nameIn, useLanguage, useTexts } from '../../i18n/index.ts';
import { useClaims } from '../../parts/index.ts';
import { gatewayNow, useFeed } from '../../station/index.ts';
import type { ColumnName } from './columns.ts';

/** What each column says of a row, in words; times stay times. */
export function useColumnWords(): (row: CaseRow, column: ColumnName) => string | number | null | { at: number } {
  const tc = useTexts(common);
  const language = useLanguage();
  const categories = useFeed('category.list', {}).data;
  const departments = useFeed('department.list', {}).data;
  const claims = useClaims();
  return useCallback(
    (row, column) => {
      switch (column) {
        case 'urgency':
          return tc(`urgencies.${row.urgency}`);
        case 'title':
          return row.title;
        case 'remaining':
          if (!row.clock) return null;
          return row.clock.stoppedAt === null ? formatRemaining(row.clock.dueAt, gatewayNow()) : tc('time.stopped');
        case 'number':
          return row.number ?? tc('numberPending');
        case 'address':
          return row.address;
        case 'state':
          return tc(`states.${row.state}`);
        case 'category': {
          const category = categories?.find(({ code }) => code === row.categoryCode);
          return category ? nameIn(language, category) : row.categoryCode;
        }
        case 'grid':
          return row.gridCode;
        case 'department': {
          const department = departments?.find(({ code }) => code === row.departmentId);
          return department ? nameIn(language, department) : row.departmentId;
        }
        case 'source':
          return tc(`sources.${row.source}`);
        case 'reported':
          return { at: row.reportedAt };
        case 'returns':
          return row.returns;
        case 'claim':
          return claims.get(row.id)?.by.name ?? null;
      }
    },
    [tc, language, categories, departments, claims],
  );
}
