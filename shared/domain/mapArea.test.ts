import { describe, expect, it } from 'vitest';
import { type AreaDraft, areaAfter, areaRefusal, type MapArea } from './mapArea.ts';

const draft: AreaDraft = {
  ...{ name: '施工', kind: 'note', colour: 'orange', note: '', shared: false },
  geometry: { kind: 'circle', centre: [121.46, 31.195], radius: 100 },
};
const lead = { id: 'lead', roles: ['shift-lead'] } as const;
const intake = { id: 'intake', roles: ['intake'] } as const;
const made = (by: string, more: Partial<AreaDraft> = {}): MapArea =>
  areaAfter(null, { ...draft, ...more }, { id: 'a', by: { id: by, name: by, kind: 'operator' }, at: 1 });

describe('whose hands may change an area', () => {
  it('shared ones: the shift lead’s, whoever made them', () => {
    expect(areaRefusal(lead, null, { ...draft, shared: true })).toBeNull();
    expect(areaRefusal(intake, null, { ...draft, shared: true })).toBe('area-not-yours');
    const another = made('other-lead', { shared: true });
    expect(areaRefusal(lead, another, { ...another, name: '改' })).toBeNull();
    expect(areaRefusal(lead, another, null)).toBeNull();
    expect(areaRefusal(intake, another, null)).toBe('area-not-yours');
  });

  it('own ones: their maker’s and nobody else’s, the shift lead neither', () => {
    expect(areaRefusal(intake, null, draft)).toBeNull();
    expect(areaRefusal(intake, made('intake'), null)).toBeNull();
    expect(areaRefusal(lead, made('intake'), null)).toBe('area-not-yours');
    expect(areaRefusal(lead, made('intake'), { ...draft, shared: true })).toBe('area-not-yours');
  });

  it('one that is taken out of everybody’s sight stays in its maker’s', () => {
    expect(areaRefusal(lead, made('other', { shared: true }), draft)).toBe('area-not-yours');
    expect(areaRefusal(lead, made('lead', { shared: true }), draft)).toBeNull();
  });

  it('what raises alarms is shared', () => {
    for (const kind of ['geofence', 'hazard'] as const) {
      expect(areaRefusal(lead, null, { ...draft, kind })).toBe('area-must-be-shared');
      expect(areaRefusal(lead, null, { ...draft, kind, shared: true })).toBeNull();
    }
  });
});

it('a change keeps who made it and counts on', () => {
  const by = { id: 'lead', name: '值班长', kind: 'operator' } as const;
  const changed = areaAfter(made('intake'), { ...draft, name: '新名' }, { id: 'a', by, at: 9 });
  expect(changed).toMatchObject({ version: 2, name: '新名', createdBy: { id: 'intake' }, createdAt: 1, changedBy: by });
});
