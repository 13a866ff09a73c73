import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { departmentsFileSchema } from '#shared/district/files.ts';
import { taxonomySchema } from '#shared/district/taxonomy.ts';

const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
const taxonomy = taxonomySchema.parse(readJson('resources/taxonomy/taxonomy.json'));
const { departments } = departmentsFileSchema.parse(readJson('resources/district/departments.json'));

test('the catalogue has 2 classes, at least 20 groups and exactly 146 types, none of them empty', () => {
  expect(taxonomy.classes).toHaveLength(2);
  expect(taxonomy.groups.length).toBeGreaterThanOrEqual(20);
  expect(taxonomy.types).toHaveLength(146);
  const used = new Set(taxonomy.types.map((type) => type.groupCode));
  expect(taxonomy.groups.filter((group) => !used.has(group.code))).toEqual([]);
});

test('names in both languages are unique within their group', () => {
  for (const language of ['zh', 'en'] as const) {
    const names = taxonomy.types.map((type) => `${type.groupCode} ${type[language]}`);
    expect(new Set(names).size).toBe(146);
  }
});

test('every type names a department of the district', () => {
  const known = new Set(departments.map((department) => department.code));
  expect(taxonomy.types.filter((type) => !known.has(type.departmentCode))).toEqual([]);
});

test('every icon exists in lucide', () => {
  const source = readFileSync(
    new URL('../../../node_modules/lucide-react/dist/esm/dynamicIconImports.mjs', import.meta.url),
    'utf8',
  );
  const icons = new Set([...source.matchAll(/"([a-z0-9-]+)": \(\)/g)].map((match) => match[1]));
  const missing = [...taxonomy.groups, ...taxonomy.types].filter((entry) => !icons.has(entry.icon));
  expect(missing).toEqual([]);
});

test('critical cases run round the clock, and a handling limit is never shorter than accepting', () => {
  const slow = taxonomy.types.filter(
    (type) => type.urgency === 'critical' && type.limits.handle.unit !== 'urgent-hour',
  );
  const crossed = taxonomy.types.filter(
    ({ limits }) => limits.handle.unit === limits.accept.unit && limits.handle.value < limits.accept.value,
  );
  expect([...slow, ...crossed].map((type) => type.zh)).toEqual([]);
});

test('a code under the wrong parent and a code used twice are refused', () => {
  const [first, second] = taxonomy.types;
  const moved = { ...taxonomy, types: [{ ...first, code: '990101' }] };
  expect(taxonomySchema.safeParse(moved).error?.message).toContain('does not begin with its parent');
  const twice = { ...taxonomy, types: [first, { ...second, code: first?.code, groupCode: first?.groupCode }] };
  expect(taxonomySchema.safeParse(twice).error?.message).toContain('is used twice');
});

test('what is asked at intake can be answered, and where minutes count there is something to ask', () => {
  const scripts = taxonomy.types.filter(({ questions }) => questions);
  expect(scripts.length).toBeGreaterThanOrEqual(15);
  for (const code of ['010102', '010401', '010606', '010901', '011402', '020102']) {
    const script = scripts.find((type) => type.code === code);
    expect(
      script?.questions?.some(({ required }) => required),
      code,
    ).toBe(true);
  }
  const broken = (questions: unknown[]) =>
    taxonomySchema.safeParse({ ...taxonomy, types: [{ ...taxonomy.types[0], questions }, ...taxonomy.types.slice(1)] });
  const hurt = { id: 'hurt', zh: '有人受伤吗', en: 'Anybody hurt?', kind: 'yes-no' };
  expect(broken([hurt]).success).toBe(true);
  expect(broken([hurt, hurt]).success).toBe(false);
  expect(broken([{ ...hurt, kind: 'choice' }]).success).toBe(false);
  expect(broken([{ ...hurt, raises: { answer: 'maybe', urgency: 'critical' } }]).success).toBe(false);
});
