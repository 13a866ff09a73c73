import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { IMPORT_KINDS, type ImportKind } from '#shared/protocol/imports.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Select } from '../../ui/index.ts';
import styles from './imports.module.css';
import { texts } from './locale.ts';
import { useImportSteps } from './useImportSteps.ts';

/** What is to be imported, and from which file; of a shapefile its parts together. */
export function FilePicker({ kind: known }: { kind?: ImportKind }) {
  const t = useTexts(texts);
  const { step, problem } = useImportSteps();
  const [kind, setKind] = useState<ImportKind>(known ?? 'component');
  const input = useRef<HTMLInputElement>(null);
  const open = async (list: FileList | null) => {
    const files = await Promise.all(
      Array.from(list ?? [], async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    // The same file, mended meanwhile, may be chosen again.
    if (input.current) input.current.value = '';
    if (files.length > 0) await step({ do: 'open', kind, files });
  };
  return (
    <div className={styles.picker}>
      {known === undefined && (
        <Select
          label={t('kind')}
          options={IMPORT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('choose')}
        accept=".csv,.txt,.tsv,.xlsx,.json,.geojson,.zip,.shp,.dbf,.prj,.cpg"
        onChange={(event) => void open(event.target.files)}
      />
      <Button icon={FileUp} look={known === undefined ? 'primary' : undefined} onClick={() => input.current?.click()}>
        {t(known === undefined ? 'choose' : 'otherFile')}
      </Button>
      {known === undefined && <span className={styles.quiet}>{t('chooseHint')}</span>}
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
