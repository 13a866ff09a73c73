import { MOST_SKILLS, type WorkerTraits } from '#shared/contract/fleetViews.ts';
import { breathe } from '../breathe.ts';
import type { Feed, FeedContext } from './context.ts';

/** Rows read in one go: some 5 ms, between which other windows are served. */
const SLICE = 2000;
/** an index beyond this is a broken row, not a district */
const MOST_WORKERS = 1_000_000;

interface TraitRow {
  rid: number;
  idx: number;
  grid: string;
  role: string;
  team: string;
  /** JSON list; null: not told */
  skills: string | null;
}

/** [ST303] Role, team, grid and skills of every worker, in columns by their index. */
export const workerTraits: Feed<'worker.traits'> = async (context) => {
  const rows: TraitRow[] = [];
  for (;;) {
    const slice = readSlice(context, rows.at(-1)?.rid ?? 0);
    rows.push(...slice);
    if (slice.length < SLICE) return packTraits(rows, teamNames(context));
    await breathe();
  }
};

function readSlice({ statements, cache }: FeedContext, after: number): TraitRow[] {
  return statements.all<TraitRow>(
    `SELECT rid, idx, grid_code AS grid, json_extract(value, '$.role') AS role, json_extract(value, '$.teamId') AS team,
        json_extract(value, '$.skills') AS skills
      FROM workers_${cache.live} WHERE rid > ? ORDER BY rid LIMIT ${SLICE}`,
    after,
  );
}

/** A team is called as its channel is. */
function teamNames({ cache }: FeedContext): Map<string, string> {
  const channels = cache.stores.entities.list('channel');
  return new Map(
    channels.flatMap(({ kind, name, members }) => {
      const [id, ...others] = members?.teamIds ?? [];
      return kind === 'team' && id !== undefined && others.length === 0 ? [[id, name] as const] : [];
    }),
  );
}

/** Columns of what was read; `names` of teams by id. */
export function packTraits(rows: readonly Omit<TraitRow, 'rid'>[], names: ReadonlyMap<string, string>): WorkerTraits {
  const fit = rows.filter(({ idx }) => idx < MOST_WORKERS);
  const count = fit.reduce((most, { idx }) => Math.max(most, idx + 1), 0);
  const [roles, teams, grids] = [new Numbered(), new Numbered(), new Numbered()];
  const known = fit.map((row) => ({ ...row, own: row.skills === null ? [] : (JSON.parse(row.skills) as string[]) }));
  const skills = mostHeld(known.map(({ own }) => own));
  const bits = new Map(skills.map((name, n) => [name, 2 ** n]));
  const columns = {
    role: new Uint8Array(count),
    team: new Uint16Array(count),
    grid: new Uint16Array(count),
    skill: new Uint32Array(count),
  };
  for (const { idx, role, team, grid, own } of known) {
    columns.role[idx] = roles.of(role);
    columns.team[idx] = teams.of(team);
    columns.grid[idx] = grids.of(grid);
    columns.skill[idx] = [...new Set(own)].reduce((sum, name) => sum + (bits.get(name) ?? 0), 0);
  }
  return {
    roles: roles.names,
    teams: teams.names.map((id) => ({ id, name: names.get(id) ?? id })),
    grids: grids.names,
    skills,
    ...columns,
  };
}

/** Names in the order they were met, each with its place + 1; 0 for none. */
class Numbered {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  of(name: string): number {
    if (name === '') return 0;
    const place = this.#places.get(name) ?? this.names.push(name);
    this.#places.set(name, place);
    return place;
  }
}

function mostHeld(lists: readonly (readonly string[])[]): string[] {
  const held = new Map<string, number>();
  for (const list of lists) for (const name of new Set(list)) held.set(name, (held.get(name) ?? 0) + 1);
  return [...held]
    .toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'zh-CN'))
    .slice(0, MOST_SKILLS)
    .map(([name]) => name);
}
