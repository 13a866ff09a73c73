import { POLICY_SETTING, TEMPLATES_SETTING } from '#shared/protocol/commands.ts';
import { CASE_POLICY_SETTING, REPLY_TEMPLATES_SETTING } from '#shared/protocol/desks.ts';
import type { EntityName, EntityRow } from '#shared/protocol/entities.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';
import type { District } from './readDistrict.ts';

/** Every row a district's files amount to, version 1. */
export function districtRows(district: District): Put[] {
  const { info, grids, departments, components, people } = district;
  return [
    ...grids.features.map(({ properties }) => putRow('grid', { ...properties, version: 1 })),
    ...departments.departments.map((department) => putRow('department', { ...department, version: 1 })),
    ...components.components.map(({ departmentCode, ...component }) =>
      putRow('component', { ...component, ownerDepartment: departmentCode, version: 1 }),
    ),
    ...people.workers.map((worker) => putRow('worker', { ...worker, version: 1, onDuty: false, dutySince: null })),
    ...categories(district).map((category) => putRow('category', category)),
    putRow('setting', { key: 'centre-name', version: 1, value: `${info.name.zh}运行中心` }),
    ...channels(district).map((channel) => putRow('channel', channel)),
  ];
}

function categories({ taxonomy }: District): EntityRow<'category'>[] {
  const groups = new Map(taxonomy.groups.map((group) => [group.code, group]));
  const classes = new Map(taxonomy.classes.map((row) => [row.code, row]));
  return taxonomy.types.map((type) => {
    const group = groups.get(type.groupCode);
    const top = group && classes.get(group.classCode);
    if (!group || !top) throw new Error(`taxonomy type ${type.code} has no group or class`);
    return {
      ...type,
      version: 1,
      catalogueVersion: taxonomy.version,
      groupZh: group.zh,
      groupEn: group.en,
      classCode: top.code,
      classZh: top.zh,
      classEn: top.en,
    };
  });
}

type Channel = EntityRow<'channel'>;

/** Roles that talk among themselves; the many others have their grids' and teams' channels. */
const ROLE_CHANNELS: readonly [role: string, name: string][] = [
  ['team-lead', '组长'],
  ['specialist', '专员'],
];

/** One talk group for the whole district, one for each street and community, each team, and the roles of few. */
function channels({ grids, people }: District): Channel[] {
  const all: Channel = { id: 'district', version: 1, name: '全区', kind: 'all-call', priority: 9, gridCode: null };
  const local = grids.features
    .filter(({ properties }) => properties.tier !== 'unit')
    .map(({ properties: { code, name, tier } }): Channel => {
      const priority = tier === 'street' ? 5 : 1;
      return { id: `grid-${code}`, version: 1, name, kind: 'grid', priority, gridCode: code };
    });
  const roles = ROLE_CHANNELS.filter(([role]) => people.workers.some((worker) => worker.role === role));
  return [
    all,
    ...local,
    ...people.teams.map(({ id, zh }) => membersChannel(`team-${id}`, zh, 'team', 2, { teamIds: [id] })),
    ...roles.map(([role, name]) => membersChannel(`role-${role}`, name, 'role', 4, { roles: [role] })),
  ];
}

function membersChannel(
  id: string,
  name: string,
  kind: Channel['kind'],
  priority: number,
  members: Channel['members'],
): Channel {
  return { id, version: 1, name, kind, priority, gridCode: null, members };
}

/** A new centre's channels, numbered as they stand in its plan. */
export function numbered(puts: readonly Put[]): Put[] {
  let index = -1;
  return puts.map((put) => {
    if (put.entity !== 'channel') return put;
    index += 1;
    return { ...put, value: { ...asRecord(put.value), index } };
  });
}

/** What the centre changes itself and a district's files must not set back. */
const CENTRE_FIELDS: { [E in EntityName]?: readonly string[] } = {
  worker: ['onDuty', 'dutySince'],
  channel: ['index'],
};

/** Settings that are the operators' once they are there. */
const CENTRE_SETTINGS: readonly string[] = [
  TEMPLATES_SETTING,
  POLICY_SETTING,
  REPLY_TEMPLATES_SETTING,
  CASE_POLICY_SETTING,
];

/** Rows that differ from what is stored, as changes to it; equal rows are left alone. */
export function changedRows(
  puts: readonly Put[],
  stored: ReadonlyMap<string, { version: number; value: unknown }>,
): Put[] {
  return puts.flatMap((put) => {
    const before = stored.get(`${put.entity}:${put.id}`);
    if (!before) return [{ ...put, expect: 0 }];
    if (put.entity === 'setting' && CENTRE_SETTINGS.includes(put.id)) return [];
    const kept = pick(before.value, [...(CENTRE_FIELDS[put.entity] ?? []), 'version']);
    const wanted = { ...asRecord(put.value), ...kept };
    if (sameJson(wanted, before.value)) return [];
    const version = before.version + 1;
    return [{ ...put, version, expect: before.version, value: { ...wanted, version } }];
  });
}

function pick(value: unknown, fields: readonly string[]): Record<string, unknown> {
  const record = asRecord(value);
  return Object.fromEntries(fields.filter((field) => field in record).map((field) => [field, record[field]]));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Compares two rows field by field, whatever the order of their fields. */
function sameJson(a: Record<string, unknown>, b: unknown): boolean {
  const other = asRecord(b);
  const fields = new Set([...Object.keys(a), ...Object.keys(other)]);
  return [...fields].every((field) => JSON.stringify(a[field]) === JSON.stringify(other[field]));
}
