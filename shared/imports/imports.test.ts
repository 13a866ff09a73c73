import { describe, expect, it } from 'vitest';
import { importedCaseId } from './caseId.ts';
import { missingFields, proposedMapping } from './columns.ts';
import { type ConvertHelp, converted } from './convert.ts';
import { IMPORT_KINDS } from '../protocol/imports.ts';
import { IMPORT_COLUMNS } from './columns.ts';
import { IMPORT_ROWS } from './rows.ts';
import { timeOf } from './times.ts';

const help: ConvertHelp = {
  place: (lon, lat) => (Math.abs(lon) <= 180 ? { lon, lat } : null),
  departmentCode: (text) => ({ 路灯管理所: 'street-lighting', sanitation: 'sanitation' })[text] ?? null,
  categoryCode: (text) => text,
  isCancelled: () => false,
  now: Date.UTC(2026, 10, 27),
};

describe('columns', () => {
  it('[ST269] are known by their usual name in both languages, and by what else they are called', () => {
    for (const kind of IMPORT_KINDS) {
      const fields = IMPORT_COLUMNS[kind].map(({ field }) => field);
      expect(
        proposedMapping(
          kind,
          IMPORT_COLUMNS[kind].map(({ zh }) => zh),
        ),
        kind,
      ).toEqual(fields);
      expect(
        proposedMapping(
          kind,
          IMPORT_COLUMNS[kind].map(({ en }) => en.toUpperCase()),
        ),
        kind,
      ).toEqual(fields);
    }
    expect(proposedMapping('component', ['ObjID', '名 称', '权属单位（全称）', 'X坐标', 'Y坐标', '备注'])).toEqual([
      'code',
      'name',
      'ownerDepartment',
      'lon',
      'lat',
      null,
    ]);
  });

  it('[ST269] say which one is missing; a file with shapes needs none of places', () => {
    const mapping = proposedMapping('component', ['编码', '名称', '权属部门']);
    expect(missingFields('component', mapping, false)).toEqual(['lon', 'lat']);
    expect(missingFields('component', mapping, true)).toEqual([]);
  });

  it('hold only fields that a row of the kind has, or that make its id or place', () => {
    for (const kind of IMPORT_KINDS) {
      const known = new Set([...Object.keys(IMPORT_ROWS[kind].shape), 'sourceNumber']);
      for (const { field } of IMPORT_COLUMNS[kind]) expect(known.has(field), `${kind} ${field}`).toBe(true);
    }
  });
});

describe('rows', () => {
  const lamp = { code: '9901010203900001', name: '路灯', ownerDepartment: '路灯管理所', lon: '121.46', lat: '31.2' };

  it('[ST270] become rows of their kind, with names of departments as their codes', () => {
    expect(converted('component', { cells: lamp }, help)).toEqual({
      ok: true,
      row: { code: lamp.code, name: '路灯', ownerDepartment: 'street-lighting', lon: 121.46, lat: 31.2 },
    });
    expect(
      converted(
        'category',
        {
          cells: {
            code: '019901',
            zh: '积雪',
            groupCode: '0199',
            groupZh: '冬季',
            classCode: '01',
            classZh: '问题隐患',
            departmentCode: 'sanitation',
            handle: '3个工作日',
            accept: '2 working hours',
            urgency: '紧急',
            synonyms: '下雪、路滑',
          },
        },
        help,
      ),
    ).toMatchObject({
      ok: true,
      row: {
        handle: { value: 3, unit: 'working-day' },
        accept: { value: 2, unit: 'working-hour' },
        urgency: 'urgent',
        synonyms: ['下雪', '路滑'],
      },
    });
  });

  it('[ST270] of a department may tell its place, whole or not at all', () => {
    const cells = { code: 'police', zh: '派出所' };
    expect(converted('department', { cells }, help)).toEqual({ ok: true, row: cells });
    expect(converted('department', { cells: { ...cells, lon: '121.46', lat: '31.2' } }, help)).toMatchObject({
      row: { lon: 121.46, lat: 31.2 },
    });
    expect(converted('department', { cells: { ...cells, lon: '121.46' } }, help)).toMatchObject({
      troubles: [{ field: 'lat', reason: 'missing' }],
    });
  });

  it('[ST270] tell of every cell that is wrong, once, and with what stood there', () => {
    const troubles = (cells: Record<string, string>) => {
      const outcome = converted('component', { cells: { ...lamp, ...cells } }, help);
      return outcome.ok ? [] : outcome.troubles.map(({ field, reason, value }) => `${field} ${reason} ${value}`);
    };
    expect(troubles({ code: '12', lon: '东经121', name: '' })).toEqual([
      'name missing ',
      'lon not-a-number 东经121',
      'code malformed 12',
    ]);
    expect(troubles({ ownerDepartment: '路灯管理锁' })).toEqual(['ownerDepartment no-department 路灯管理锁']);
    expect(troubles({ lon: '40500000' })).toEqual(['lon outside-projection 40500000, 31.2']);
    const told = converted(
      'case',
      { cells: { categoryCode: '010101', title: '井盖', reportedAt: '昨天', urgency: '很急', lon: '121', lat: '31' } },
      help,
    );
    expect(told.ok ? [] : told.troubles.map(({ reason }) => reason)).toEqual(['not-a-choice', 'not-a-time']);
  });

  it('[ST270] of a case are the same case again, and another one after it was taken back', () => {
    const cells = { sourceNumber: 'A-1', categoryCode: '010101', title: '井盖', lon: '121', lat: '31' };
    const idOf = (outcome: ReturnType<typeof converted<'case'>>) => (outcome.ok ? outcome.row.id : '');
    const first = idOf(converted('case', { cells }, help));
    expect(idOf(converted('case', { cells: { ...cells, title: '井盖破损' } }, help))).toBe(first);
    const again = idOf(converted('case', { cells }, { ...help, isCancelled: (id) => id === first }));
    expect(again).not.toBe(first);
    expect(again).toBe(importedCaseId(['A-1'], 1));
  });

  it('[ST270] read times as tables write them, in Shanghai unless they say their zone', () => {
    const at = Date.UTC(2026, 10, 27, 0, 30);
    for (const text of [
      '2026-11-27 08:30',
      '2026/11/27 8:30:00',
      '2026年11月27日 08时30分',
      '2026-11-27T00:30:00Z',
      '2026-11-27T02:30+02:00',
    ]) {
      expect(timeOf(text), text).toBe(at);
    }
    expect(timeOf('2026.11.27')).toBe(Date.UTC(2026, 10, 26, 16));
    for (const text of ['', '2026-02-30', '27/11/2026', '2026-11-27 25:00', '昨天'])
      expect(timeOf(text), text).toBeNull();
  });
});
