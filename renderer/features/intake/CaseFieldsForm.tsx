import { useEffect, useRef } from 'react';
import type { Urgency } from '#shared/domain/case.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { type MapPin, type MapScene, Radios } from '../../parts/index.ts';
import { TextArea, TextField } from '../../ui/index.ts';
import { type CaseFields, titleOf } from './draft/intakeDraft.ts';
import { AddressField } from './fields/AddressField.tsx';
import { CategoryField } from './fields/CategoryField.tsx';
import { ComponentField } from './fields/ComponentField.tsx';
import { type Components, useComponents } from './fields/useComponents.ts';
import { texts } from './locale.ts';
import type { Categories } from './useCategories.ts';
import type { PlaceOfCase } from './usePlace.ts';

/** What the desk's map does for the form. */
export interface IntakeMap {
  onPin: (pin: MapPin | null) => void;
  onScene: (scene: MapScene | null) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

interface CaseFieldsFormProps {
  fields: CaseFields;
  place: PlaceOfCase;
  categories: Categories;
  change: (change: Partial<CaseFields>) => void;
  map: IntakeMap;
  /** what counts while none is chosen */
  urgency: Urgency;
  missing: string | null;
  autoFocus?: boolean;
}

const URGENCY_OPTIONS = ['normal', 'urgent', 'critical'] as const;

/** The pin on the desk's map stands for the case's place, both ways; an address that followed it follows on. */
function usePin({ fields, place, change, map }: CaseFieldsFormProps, hit: Components['hit']): void {
  const latest = useRef({ change, map, hit });
  latest.current = { change, map, hit };
  // By its numbers: what an address means is another object with each look, and a pin that is set makes the desk look again.
  const { lon, lat } = place.at ?? {};
  useEffect(() => {
    const at = lon === undefined || lat === undefined ? null : { lon, lat };
    const onPlace = (to: { lon: number; lat: number }) => {
      if (!latest.current.hit(to)) latest.current.change({ at: to });
    };
    latest.current.map.onPin({ at, onPlace });
  }, [lon, lat]);
  useEffect(() => () => latest.current.map.onPin(null), []);
  const nearest = place.here?.nearest?.address ?? null;
  const follows = fields.address.trim() === '' || fields.addressFollows;
  const wanted = follows && fields.at !== null && fields.componentCode === null ? nearest : null;
  useEffect(() => {
    if (wanted !== null && wanted !== '') latest.current.change({ address: wanted, addressFollows: true });
  }, [wanted]);
}

/** The fields that a new case and a correction have in common. */
export function CaseFieldsForm(props: CaseFieldsFormProps) {
  const { fields, place, categories, change, map, urgency, missing, autoFocus } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const components = useComponents({ fields, at: place.at, change, map });
  usePin(props, components.hit);
  const category = categories.of(fields.categoryCode);
  return (
    <>
      <CategoryField
        categories={categories}
        value={fields.categoryCode}
        autoFocus={autoFocus}
        onChange={(categoryCode) => change({ categoryCode })}
      />
      <AddressField value={fields.address} place={place} change={change} onShowOnMap={map.onShowOnMap} />
      <TextArea label={t('text')} value={fields.text} maxLength={4000} rows={3} onChange={(text) => change({ text })} />
      <TextField
        label={t('title')}
        value={fields.title ?? titleOf(fields, category)}
        maxLength={200}
        error={missing === 'title' ? t('missing.title') : null}
        onChange={(title) => change({ title })}
      />
      <ComponentField
        fields={fields}
        at={place.at}
        categories={categories}
        components={components}
        change={change}
        onShowOnMap={map.onShowOnMap}
      />
      <Radios
        label={t('urgency')}
        options={URGENCY_OPTIONS.map((value) => ({
          value,
          label: tc(`urgencies.${value}`),
          tone: value === 'critical' ? 'alert' : value === 'urgent' ? 'warn' : undefined,
        }))}
        value={urgency}
        onChange={(chosen) => change({ urgency: chosen })}
      />
    </>
  );
}
