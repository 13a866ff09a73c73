import { useId } from 'react';
import { FILTER_STATES, type FleetFilter } from '#shared/contract/mapView.ts';
import { common, formatCount, useTexts } from '../../../i18n/index.ts';
import { droppedSum, useDropped, useDropWords } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Loading, Select } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import { GRID_DIGITS } from './fleetFilter.ts';
import styles from './filter.module.css';
import { type MapFilter, useChoiceCounts } from './useFleetFilter.ts';

interface FilterPanelProps {
  engine: MapEngine;
  map: MapFilter;
}

const ALL = '';

/** Which workers the map shows: state, role, skill, team, grid, with how many each choice would leave. */
export function FilterPanel({ engine, map }: FilterPanelProps) {
  const t = useTexts(mapTexts);
  const tc = useTexts(common);
  const { filter, setFilter, traits } = map;
  const counts = useChoiceCounts(engine, map);
  if (!traits || !counts) return <Loading />;
  const set = (part: Partial<FleetFilter>) => setFilter({ ...filter, ...part });
  const roleName = (role: string) =>
    role === 'grid-worker' || role === 'team-lead' || role === 'specialist' ? tc(`workerRoles.${role}`) : role;
  const teams = traits.teams.map(({ id, name }) => ({ value: id, label: name, note: noteOf(counts.teams.get(id)) }));
  return (
    <div className={styles.panel}>
      <Choices
        title={t('filter.state')}
        choices={FILTER_STATES.map((state) => ({
          value: state,
          label: t(`kinds.${state}`),
          n: counts.states.get(state),
        }))}
        chosen={filter.states}
        onChange={(states) => set({ states })}
      />
      <p className={styles.quiet}>{t('filter.sosAlways')}</p>
      <Choices
        title={t('filter.role')}
        choices={traits.roles.map((role) => ({ value: role, label: roleName(role), n: counts.roles.get(role) }))}
        chosen={filter.roles}
        onChange={(roles) => set({ roles })}
      />
      {traits.skills.length > 0 && (
        <Choices
          title={t('filter.skill')}
          choices={traits.skills.map((skill) => ({ value: skill, label: skill, n: counts.skills.get(skill) }))}
          chosen={filter.skills}
          onChange={(skills) => set({ skills })}
        />
      )}
      <Select
        label={t('filter.team')}
        options={[{ value: ALL, label: t('filter.allTeams') }, ...teams]}
        value={filter.team}
        onChange={(team) => set({ team })}
      />
      <Grids code={filter.grid} counts={counts.grids} onChange={(grid) => set({ grid })} />
      <div className={styles.foot}>
        <Shown map={map} />
        <Button size="small" disabled={!map.active} onClick={map.clear}>
          {t('filter.clear')}
        </Button>
      </div>
      <FleetDropped />
    </div>
  );
}

function noteOf(n: number | undefined): string {
  return formatCount(n ?? 0);
}

/** “显示 312 / 16,000”. */
export function Shown({ map: { shown, active } }: { map: MapFilter }) {
  const t = useTexts(mapTexts);
  if (!active) return <span>{t('filter.none')}</span>;
  return (
    <strong className={styles.shown}>
      {shown ? t('filter.shown', { n: formatCount(shown.n), of: formatCount(shown.of) }) : t('filter.reading')}
    </strong>
  );
}

interface ChoicesProps<V extends string> {
  title: string;
  choices: readonly { value: V; label: string; n: number | undefined }[];
  chosen: readonly V[];
  onChange: (chosen: V[]) => void;
}

function Choices<V extends string>({ title, choices, chosen, onChange }: ChoicesProps<V>) {
  const id = useId();
  const toggle = (value: V) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <div role="group" aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {title}
      </h3>
      <div className={styles.choices}>
        {choices.map(({ value, label, n }) => (
          <label key={value} className={styles.choice}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            <span className={styles.label}>{label}</span>
            <span className={styles.count}>{noteOf(n)}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

interface GridsProps {
  code: string;
  counts: ReadonlyMap<string, number>;
  onChange: (code: string) => void;
}

/** A street, then a community of it, then a unit grid: codes of parents begin those of what lies in them. */
function Grids({ code, counts, onChange }: GridsProps) {
  const [streetDigits, communityDigits] = GRID_DIGITS;
  const [street, community] = [code.slice(0, streetDigits), code.slice(0, communityDigits)];
  const isIn = (digits: number) => code.length >= digits;
  return (
    <>
      <GridTier tier="street" code={code} digits={GRID_DIGITS[0]} counts={counts} above={ALL} onChange={onChange} />
      {isIn(streetDigits) && (
        <GridTier
          tier="community"
          parent={street}
          code={code}
          digits={GRID_DIGITS[1]}
          counts={counts}
          above={street}
          onChange={onChange}
        />
      )}
      {isIn(communityDigits) && (
        <GridTier
          tier="unit"
          parent={community}
          code={code}
          digits={GRID_DIGITS[2]}
          counts={counts}
          above={community}
          onChange={onChange}
        />
      )}
    </>
  );
}

interface GridTierProps extends GridsProps {
  tier: 'street' | 'community' | 'unit';
  parent?: string;
  digits: number;
  /** the code when nothing is chosen on this tier */
  above: string;
}

function GridTier({ tier, parent, code, digits, counts, above, onChange }: GridTierProps) {
  const t = useTexts(mapTexts);
  const { data = [] } = useFeed('grid.list', { tier, parent });
  const own = code.length >= digits ? code.slice(0, digits) : above;
  return (
    <Select
      label={t(`filter.tiers.${tier}`)}
      options={[
        { value: above, label: t('filter.allGrids') },
        ...data.map((grid) => ({ value: grid.code, label: grid.name, note: noteOf(counts.get(grid.code)) })),
      ]}
      value={own}
      onChange={onChange}
    />
  );
}

/** [ST304] How good the positions of the fleet are: what the centre did not take, of all workers. */
function FleetDropped() {
  const t = useTexts(mapTexts);
  const words = useDropWords();
  const dropped = useDropped();
  if (dropped === undefined) return null;
  if (dropped === null) return <p className={styles.quiet}>{t('filter.droppedUnknown')}</p>;
  const { counts, taken = 0, workers = 0 } = dropped;
  const n = droppedSum(counts);
  return (
    <p className={styles.quiet}>
      {t('filter.taken', { n: formatCount(taken) })}
      {n === 0
        ? t('filter.droppedNone')
        : t('filter.dropped', { n: formatCount(n), workers: formatCount(workers), words: words(counts) })}
    </p>
  );
}
