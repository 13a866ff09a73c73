import { Crosshair, Filter, Lock } from 'lucide-react';
import { common, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Icon } from '../../../ui/index.ts';
import type { Escape } from '../escape.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import type { Holding } from '../moves.ts';
import { Shown } from './FilterPanel.tsx';
import styles from './filter.module.css';
import type { MapFilter } from './useFleetFilter.ts';

interface MapChipsProps {
  engine: MapEngine;
  map: MapFilter;
  holding: Holding;
  /** `Esc` does it now */
  escapes: Escape;
  onUnfollow: () => void;
}

/** What holds the view and what is hidden on the map, in words, each with the way out. */
export function MapChips({ engine, map, holding, escapes, onUnfollow }: MapChipsProps) {
  const t = useTexts(mapTexts);
  const key = (what: typeof escapes) => (escapes === what ? 'Esc' : undefined);
  return (
    <div className={styles.chips}>
      {holding.following !== null && (
        <div className={styles.chip}>
          <Following index={holding.following} />
          <Button size="small" look="quiet" shortcut={key('follow')} onClick={onUnfollow}>
            {t('follow.end')}
          </Button>
        </div>
      )}
      {holding.locked && (
        <div className={styles.chip}>
          <p role="status">
            <Icon icon={Lock} /> {t('lock.locked')}
          </p>
          <Button size="small" look="quiet" shortcut={key('lock')} onClick={() => engine.moves.unlock()}>
            {t('lock.release')}
          </Button>
        </div>
      )}
      {map.active && (
        <div className={styles.chip}>
          <FilterSaid map={map} />
          <Button size="small" look="quiet" shortcut={key('filter')} onClick={map.clear}>
            {t('filter.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** On a map that nobody can change: what hides workers on it. */
export function FilterCaption({ map }: { map: MapFilter }) {
  return map.active ? (
    <div data-caption="filter">
      <FilterSaid map={map} />
    </div>
  ) : null;
}

function FilterSaid({ map }: { map: MapFilter }) {
  return (
    <p role="status">
      <Icon icon={Filter} /> <FilterWords map={map} /> <Shown map={map} />
    </p>
  );
}

function Following({ index }: { index: number }) {
  const t = useTexts(mapTexts);
  const { data } = useFeed('worker.get', { index });
  return (
    <p role="status">
      <Icon icon={Crosshair} />{' '}
      {t('follow.following', { name: data?.worker.name ?? t('workerNumber', { n: index + 1 }) })}
    </p>
  );
}

function FilterWords({ map: { filter, traits } }: { map: MapFilter }) {
  const t = useTexts(mapTexts);
  const tc = useTexts(common);
  const grid = useFeed(
    'grid.list',
    { tier: tierOf(filter.grid), parent: parentOf(filter.grid) },
    { enabled: filter.grid !== '' },
  );
  const team = traits?.teams.find(({ id }) => id === filter.team)?.name ?? filter.team;
  const gridName = grid.data?.find(({ code }) => code === filter.grid)?.name ?? filter.grid;
  const role = (name: string) =>
    name === 'grid-worker' || name === 'team-lead' || name === 'specialist' ? tc(`workerRoles.${name}`) : name;
  const parts = [
    filter.states.map((state) => t(`kinds.${state}`)),
    filter.roles.map(role),
    filter.skills,
    filter.team === '' ? [] : [team],
    filter.grid === '' ? [] : [gridName],
  ];
  return (
    <span>
      {parts
        .filter((words) => words.length > 0)
        .map((words) => words.join(tc('listComma')))
        .join(' · ')}
    </span>
  );
}

function tierOf(code: string): 'street' | 'community' | 'unit' {
  return code.length <= 9 ? 'street' : code.length <= 12 ? 'community' : 'unit';
}
function parentOf(code: string): string | undefined {
  return code.length <= 9 ? undefined : code.slice(0, code.length <= 12 ? 9 : 12);
}
