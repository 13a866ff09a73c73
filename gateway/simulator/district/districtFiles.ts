import type { DepartmentsFile, GridCollection, WorkersFile } from '#shared/district/files.ts';
import { WORKER_ROLES } from '#shared/district/files.ts';
import { buildMap } from './tiles/buildMap.ts';
import type { District } from './types.ts';
import { SKILL_NAMES } from './workers.ts';

/** JSON with one row of a list per line, so that a change of the district shows as a readable difference. */
function lines(head: object, lists: Record<string, readonly unknown[]>): string {
  const fields = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const rows = Object.entries(lists).map(
    ([key, list]) => `${JSON.stringify(key)}: [\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
  );
  return `{\n${[...fields, ...rows].join(',\n')}\n}\n`;
}

/** Contents of every file of `resources/district/`, by file name. */
export function districtFiles(district: District): Map<string, string | Buffer> {
  const { info, grids, streets, departments, components, teams, workers } = district;
  const teamIndex = new Map(teams.map(({ id }, i) => [id, i]));
  const rows = workers.map(({ name, gridCode, role, teamId, skills }): WorkersFile['rows'][number] => {
    const plain = [name, gridCode, WORKER_ROLES.indexOf(role), teamIndex.get(teamId) ?? 0] as const;
    return skills ? [...plain, skills.map((skill) => SKILL_NAMES.indexOf(skill))] : [...plain];
  });
  const collection: Pick<GridCollection, 'type'> = { type: 'FeatureCollection' };
  const version: Pick<DepartmentsFile, 'version'> = { version: 1 };
  return new Map<string, string | Buffer>([
    ['district.json', `${JSON.stringify(info, null, 2)}\n`],
    ['grids.geojson', lines(collection, { features: grids })],
    [
      'streets.json',
      lines(
        { version: streets.version, classes: streets.classes },
        { names: streets.names, nodes: streets.nodes, edges: streets.edges, grids: streets.grids },
      ),
    ],
    ['departments.json', lines(version, { departments })],
    ['components.json', lines(version, { kinds: components.kinds, components: components.components })],
    ['workers.json', lines({ ...version, roles: WORKER_ROLES, skills: SKILL_NAMES }, { teams, rows })],
    ['map.pmtiles', buildMap(district)],
  ]);
}
