import { useState } from 'react';
import { IMPORT_CRS, IMPORT_ENCODINGS, type ImportCrs, type ImportDraft } from '#shared/contract/importViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { Select, TextField } from '../../ui/index.ts';
import styles from './imports.module.css';
import { texts } from './locale.ts';
import { useImportSteps } from './useImportSteps.ts';

const PLACED: readonly ImportDraft['kind'][] = ['case', 'grid', 'component'];
/** zones of the middle of China's east, to begin with */
const USUAL_ZONE = { gk3: 40, gk6: 20 } as const;

/** The encoding that was found and the coordinate system, both to be changed. */
export function HowRead({ draft }: { draft: ImportDraft }) {
  const t = useTexts(texts);
  const { step, problem } = useImportSteps();
  const { encoding, crs } = draft;
  const setCrs = (next: ImportCrs) => void step({ do: 'crs', crs: next });
  return (
    <div className={styles.how}>
      {encoding && (
        <Select
          label={t('encoding')}
          options={IMPORT_ENCODINGS.map((value) => ({ value, label: t(`encodings.${value}`) }))}
          value={encoding}
          onChange={(value) => void step({ do: 'encoding', encoding: value })}
        />
      )}
      {PLACED.includes(draft.kind) && (
        <Select
          label={draft.crsTold ? `${t('crs')}（${t('crsTold')}）` : t('crs')}
          options={IMPORT_CRS.map((value) => ({ value, label: t(`crsNames.${value}`) }))}
          value={crs.system}
          onChange={(system) =>
            setCrs(system === 'gk3' || system === 'gk6' ? { system, zone: USUAL_ZONE[system] } : { system })
          }
        />
      )}
      {(crs.system === 'gk3' || crs.system === 'gk6') && (
        <Zone key={crs.system} zone={crs.zone} onChange={(zone) => setCrs({ ...crs, zone })} />
      )}
      {draft.kind === 'case' && <span className={styles.quiet}>{t('contactsLeft')}</span>}
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

function Zone({ zone, onChange }: { zone: number | undefined; onChange: (zone: number) => void }) {
  const t = useTexts(texts);
  const [text, setText] = useState(String(zone ?? ''));
  return (
    <TextField
      label={t('zone')}
      inputMode="numeric"
      value={text}
      maxLength={2}
      onChange={(next) => {
        setText(next);
        const wanted = Number(next);
        if (Number.isInteger(wanted) && wanted >= 13 && wanted <= 45) onChange(wanted);
      }}
    />
  );
}
