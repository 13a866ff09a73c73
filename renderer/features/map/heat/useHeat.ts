import { useEffect } from 'react';
import { HEAT_CASES, HEAT_PERIODS, type HeatPeriod, type HeatPicture } from '#shared/contract/mapLayerViews.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { useLayerChoice } from '../layers/choice.ts';
import { useLayerOn } from '../layers/useMapLayer.ts';
import { heatTexts } from './locale.ts';

/** id of the layer's row, and what its options begin with */
export const HEAT = 'heat';
/** Nobody tells that it has changed: it is asked for again after so long, as long as somebody looks. */
const ASK_EVERY_MS = 10_000;
/** Counting a year of a large centre takes seconds: the station counts for no larger share of the time. */
const MOST_SHARE = 0.05;
/** an option's value that asks for no category */
export const ANY = 'any';

/** What this window's heat map counts. */
export interface HeatChoice {
  cases: (typeof HEAT_CASES)[number];
  period: HeatPeriod;
  /** code of a class or a group; `ANY` */
  category: string;
}

export function useHeatChoice(): HeatChoice {
  const options = useLayerChoice((choice) => choice.options);
  return {
    cases: HEAT_CASES.find((one) => one === options[`${HEAT}.cases`]) ?? 'open',
    period: HEAT_PERIODS.find((one) => one === options[`${HEAT}.period`]) ?? 'ever',
    category: options[`${HEAT}.category`] ?? ANY,
  };
}

/** Where the cases lie that the window's heat map counts; undefined: not counted yet. */
export function useHeat(): { picture: HeatPicture | undefined; failed: boolean; refetch: () => Promise<unknown> } {
  const on = useLayerOn(HEAT);
  const { cases, period, category } = useHeatChoice();
  const { data, isPlaceholderData, isError, refetch } = useFeed(
    'case.heat',
    { cases, period, ...(category === ANY ? {} : { category }) },
    { enabled: on },
  );
  // What was counted for another choice must not stand under the words of this one.
  return { picture: isPlaceholderData ? undefined : data, failed: isError, refetch };
}

/** Counts anew from time to time, as long as the layer is on: what takes long, seldom. */
export function useHeatAnew(refetch: () => Promise<unknown>): void {
  const on = useLayerOn(HEAT);
  useEffect(() => {
    if (!on) return undefined;
    let timer = setTimeout(ask, ASK_EVERY_MS);
    let gone = false;
    async function ask() {
      const begun = performance.now();
      await refetch();
      const took = performance.now() - begun;
      if (!gone) timer = setTimeout(ask, Math.max(ASK_EVERY_MS, took / MOST_SHARE));
    }
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [on, refetch]);
}

/** Classes and groups, each class before its groups. */
export function useCategories(): { value: string; label: string }[] {
  const language = useLanguage();
  const { data = [] } = useFeed('category.list', {});
  const names = new Map<string, string>();
  for (const { classCode, classZh, classEn, groupCode, groupZh, groupEn } of data) {
    names.set(classCode, nameIn(language, { zh: classZh, en: classEn }));
    names.set(groupCode, `　${nameIn(language, { zh: groupZh, en: groupEn })}`);
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, label]) => ({ value, label }));
}

/** What is counted, in words: which cases, of which category, reported when. */
export function useHeatWords(): string {
  const t = useTexts(heatTexts);
  const { cases, period, category } = useHeatChoice();
  const known = useCategories()
    .find(({ value }) => value === category)
    ?.label.trim();
  const named = category === ANY ? t('anyCategory') : (known ?? category);
  return t(`said.${cases}`, { category: named, period: t(`periods.${period}`) });
}
