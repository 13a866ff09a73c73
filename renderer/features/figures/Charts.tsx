import { nameIn, useLanguage, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Chart } from './Chart.tsx';
import { figuresTexts } from './locale.ts';
import { groupOption, hourOption, streetOption, topGroups } from './options.ts';

/** Cases received and closed in each of the last hours. */
export function ByHour() {
  const t = useTexts(figuresTexts);
  const hours = useFeed('figures', {}).data?.byHour ?? [];
  const total = (name: 'received' | 'closed') => hours.reduce((sum, hour) => sum + hour[name], 0);
  return (
    <Chart
      title={t('byHour')}
      words={t('byHourWords', { hours: hours.length, received: total('received'), closed: total('closed') })}
      option={(look) => hourOption(look, hours, [t('seriesReceived'), t('seriesClosed')])}
    />
  );
}

/** Open and overdue cases of each street. */
export function ByStreet() {
  const t = useTexts(figuresTexts);
  const streets = useFeed('figures', {}).data?.byStreet ?? [];
  const words = streets.map(({ name, open, overdue }) => t('rowOverdue', { name, n: open, overdue })).join('; ');
  return (
    <Chart
      title={t('byStreet')}
      words={words || t('empty')}
      option={(look) => streetOption(look, streets, [t('seriesOpen'), t('seriesOverdue')])}
    />
  );
}

/** The most frequent groups of cases. */
export function ByGroup() {
  const t = useTexts(figuresTexts);
  const language = useLanguage();
  const groups = (useFeed('figures', {}).data?.byGroup ?? []).map((group) => ({
    name: nameIn(language, group),
    count: group.count,
  }));
  const words = topGroups(groups)
    .map(({ name, count }) => t('row', { name, n: count }))
    .join('; ');
  return <Chart title={t('byGroup')} words={words || t('empty')} option={(look) => groupOption(look, groups)} />;
}
