import { DISTRICT_BASE } from '#shared/contract/basemaps.ts';
import { useTexts } from '../../../i18n/index.ts';
import { MAP_GROUNDS, useBaseChoice, useBasemaps } from '../../../parts/index.ts';
import { Button, Select } from '../../../ui/index.ts';
import { mapTexts } from '../locale.ts';

/** Which base map this window shows, and how. */
export function BaseChooser({ onManage }: { onManage?: () => void }) {
  const t = useTexts(mapTexts);
  const { base, ground, chooseBase, chooseGround } = useBaseChoice();
  const bases = useBasemaps()?.bases ?? [];
  const options = [
    { value: DISTRICT_BASE, label: t('districtBase') },
    ...bases.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <Select label={t('base')} options={options} value={base} onChange={chooseBase} />
      <Select
        label={t('ground')}
        options={MAP_GROUNDS.map((value) => ({ value, label: t(`grounds.${value}`) }))}
        value={ground}
        onChange={chooseGround}
      />
      {onManage && <Button onClick={onManage}>{t('manageBases')}</Button>}
    </>
  );
}
