import { useState } from 'react';
import type { ComponentView } from '#shared/contract/intakeViews.ts';
import { categoriesOfKind } from '#shared/domain/intake/componentCategories.ts';
import { common, formatDistance, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Code, Fact } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Combobox } from '../../../ui/index.ts';
import styles from '../intake.module.css';
import { texts } from '../locale.ts';
import type { CaseFields } from '../draft/intakeDraft.ts';
import type { Categories } from '../useCategories.ts';
import type { Components } from './useComponents.ts';

const MOST_FOUND = 30;

interface ComponentFieldProps {
  fields: CaseFields;
  at: { lon: number; lat: number } | null;
  categories: Categories;
  components: Components;
  change: (change: Partial<CaseFields>) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

/** The component it is about: by code, kind or name, or one of those around the pin, here or on the map; then its record. */
export function ComponentField({ fields, at, categories, components, change, onShowOnMap }: ComponentFieldProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const { componentCode } = fields;
  const pin = at ?? undefined;
  const found = useFeed(
    'component.find',
    { text: typed.slice(0, 100), pin, limit: MOST_FOUND },
    { enabled: typed.trim() !== '' },
  );
  const chosen =
    useFeed('component.get', { code: componentCode ?? '-' }, { enabled: componentCode !== null }).data ?? null;
  const { near } = components;
  const choose = (component: ComponentView) => {
    components.choose(component);
    onShowOnMap(component);
  };
  const rows = typed.trim() === '' ? [] : (found.data ?? []);
  const choices = rows.map((row) => ({
    value: row.code,
    label: row.name,
    note: [row.code, row.distance === null ? '' : formatDistance(row.distance)].filter(Boolean).join(' · '),
  }));
  return (
    <>
      <Combobox
        label={t('component')}
        placeholder={t('componentHint')}
        value={null}
        choices={choices}
        isSearching={found.isFetching}
        onSearch={setTyped}
        onChange={(code) => {
          const row = rows.find((one) => one.code === code);
          if (row) choose(row);
        }}
      />
      {near.length > 0 && (
        <div className={styles.chips} role="group" aria-label={t('componentsNear')}>
          <span className={styles.quiet}>{t('componentsNear')}</span>
          {near.map((one) => (
            <Button key={one.code} size="small" onClick={() => choose(one)}>
              {`${one.kind ? nameIn(language, one.kind) : one.name} ${formatDistance(one.distance ?? 0)}`}
            </Button>
          ))}
        </div>
      )}
      {componentCode !== null && chosen && (
        <Record component={chosen} fields={fields} categories={categories} change={change} />
      )}
    </>
  );
}

interface RecordProps {
  component: ComponentView;
  fields: CaseFields;
  categories: Categories;
  change: (change: Partial<CaseFields>) => void;
}

/** District code – group – kind – name – owner – place – grid; and what its problem may be. */
function Record({ component, fields, categories, change }: RecordProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const { code, kind, owner, grid } = component;
  const proposed = kind ? categoriesOfKind(kind, categories.all, categories.use) : [];
  return (
    <div className={styles.record} role="group" aria-label={t('record')}>
      <dl>
        <Fact name={t('code')}>
          <Code>{`${code.slice(0, 6)} – ${code.slice(6, 8)} – ${code.slice(8, 10)} – ${code.slice(10)}`}</Code>
        </Fact>
        <Fact name={t('kind')}>{kind ? nameIn(language, kind) : t('unknown')}</Fact>
        <Fact name={t('name')}>{component.name}</Fact>
        <Fact name={t('owner')}>{owner ? nameIn(language, owner) : component.ownerDepartment}</Fact>
        <Fact name={tc('nouns.grid')}>{`${grid.street} · ${grid.unit}`}</Fact>
      </dl>
      <div className={styles.chips}>
        {proposed
          .filter((category) => category.code !== fields.categoryCode)
          .map((category) => (
            <Button key={category.code} size="small" onClick={() => change({ categoryCode: category.code })}>
              {nameIn(language, category)}
            </Button>
          ))}
        <Button size="small" look="quiet" onClick={() => change({ componentCode: null })}>
          {t('noComponent')}
        </Button>
      </div>
    </div>
  );
}
