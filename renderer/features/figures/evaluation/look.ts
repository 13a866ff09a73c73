import type { FigureArea, Grouping } from '#shared/contract/figuresViews.ts';
import { DAY_MS } from '#shared/domain/calendar.ts';
import type { Period } from '#shared/domain/cohorts.ts';
import type { FigureName } from '#shared/domain/figures.ts';
import {
  dayOfText,
  dayText,
  PERIOD_KINDS,
  type PeriodKind,
  periodAround,
  periodBefore,
} from '#shared/domain/periods.ts';

/** What the operator looks at; kept while the desk is open. */
export interface Look {
  preset: Preset;
  /** days as typed, of the preset `own` */
  from: string;
  to: string;
  by: Grouping;
  /** by what the chart over time is drawn */
  unit: 'auto' | PeriodKind;
  /** what the bars of the groups show */
  figure: FigureName;
}
export const UNITS = ['auto', ...PERIOD_KINDS] as const;
export const PRESETS = ['today', 'yesterday', 'week', 'lastWeek', 'month', 'lastMonth', 'own'] as const;
export type Preset = (typeof PRESETS)[number];

/** The period of a look; null while its days are not typed whole. A period that runs has its whole length: it does not change by the second. */
export function periodOfLook({ preset, from, to }: Look, now: number): Period | null {
  switch (preset) {
    case 'today':
      return periodAround('day', now);
    case 'yesterday':
      return periodBefore('day', now);
    case 'week':
      return periodAround('week', now);
    case 'lastWeek':
      return periodBefore('week', now);
    case 'month':
      return periodAround('month', now);
    case 'lastMonth':
      return periodBefore('month', now);
    case 'own': {
      const [first, last] = [dayOfText(from.trim()), dayOfText(to.trim())];
      return first !== null && last !== null && first <= last ? { from: first, to: last + DAY_MS } : null;
    }
  }
}

export function firstLook(now: number): Look {
  const [from, to] = [dayText(periodAround('month', now).from), dayText(now)];
  return { preset: 'today', from, to, by: 'none', unit: 'auto', figure: 'reports' };
}

/** The last day that belongs to a period. */
export function lastDay({ to }: Period): string {
  return dayText(to - 1);
}

/** The cases of one group of a table. */
export function areaOf(by: Grouping, key: string): FigureArea {
  switch (by) {
    case 'none':
      return {};
    case 'street':
    case 'community':
    case 'unit':
      return { grid: key };
    case 'department':
      return { department: key };
    case 'category-group':
    case 'category':
      return { category: key };
  }
}
