import { useState } from 'react';
import { type BaseView, DISTRICT_BASE } from '#shared/contract/basemaps.ts';
import { useTexts } from '../../i18n/index.ts';
import { MAP_GROUNDS, useBaseChoice, useBasemaps, useWallBase } from '../../parts/index.ts';
import { Button, ConfirmDialog, Dialog, Loading, Select, showToast } from '../../ui/index.ts';
import { BaseForm } from './BaseForm.tsx';
import styles from './basemaps.module.css';
import { texts } from './locale.ts';
import { problemOf } from './problemOf.ts';

export interface BasemapsDialogProps {
  onClose: () => void;
}

/** The base maps of this workstation: which there are and how each is, added, described and removed. */
export function BasemapsDialog({ onClose }: BasemapsDialogProps) {
  const t = useTexts(texts);
  const basemaps = useBasemaps();
  const [open, setOpen] = useState<BaseView | 'new' | null>(null);
  const { chooseBase } = useBaseChoice();
  const addFile = async () => {
    const chosen = await street.addBasemapFile();
    if (chosen.state === 'refused') showToast({ title: t(`refused.${chosen.reason}`), look: 'warn' });
    if (chosen.state === 'added') chooseBase(chosen.id);
  };
  return (
    <Dialog title={t('title')} description={t('about')} open onClose={onClose} size="wide">
      {basemaps === null ? (
        <Loading label={t('title')} />
      ) : open ? (
        <BaseForm
          key={open === 'new' ? 'new' : open.id}
          base={open === 'new' ? null : open}
          taken={basemaps.bases.map(({ id }) => id)}
          onDone={() => setOpen(null)}
        />
      ) : (
        <>
          {basemaps.bases.length === 0 && <p className={styles.quiet}>{t('empty')}</p>}
          <ul className={styles.list}>
            {basemaps.bases.map((base) => (
              <Row key={base.id} base={base} onEdit={() => setOpen(base)} />
            ))}
          </ul>
          <Wrong wrong={basemaps.wrong} />
          <div className={styles.buttons}>
            <Button onClick={() => void addFile()}>{t('addFile')}</Button>
            <Button onClick={() => setOpen('new')}>{t('addNetwork')}</Button>
          </div>
          <OfWalls bases={basemaps.bases} />
        </>
      )}
    </Dialog>
  );
}

function Row({ base, onEdit }: { base: BaseView; onEdit: () => void }) {
  const t = useTexts(texts);
  const [asking, setAsking] = useState(false);
  const where = base.kind === 'network' ? base.urls[0] : base.file;
  return (
    <li className={styles.row}>
      <span className={styles.what}>
        <strong>{base.name}</strong>
        <span className={styles.quiet}>
          {[t(`kinds.${base.kind}`), t(`systems.${base.system}`), where].join(' · ')}
        </span>
      </span>
      <span className={base.state === 'ready' ? styles.quiet : styles.warn}>{t(`states.${base.state}`)}</span>
      <span className={styles.buttons}>
        <Button onClick={onEdit}>{t('edit')}</Button>
        <Button onClick={() => setAsking(true)}>{t('remove')}</Button>
      </span>
      <ConfirmDialog
        title={t('removeAsk', { name: base.name })}
        description={t('removeDetail')}
        open={asking}
        onClose={() => setAsking(false)}
        confirmLabel={t('remove')}
        danger
        onConfirm={async () => {
          await street.changeBasemap({ kind: 'remove', id: base.id });
        }}
      />
    </li>
  );
}

function Wrong({ wrong }: { wrong: readonly { name: string; field: string; problem: string }[] }) {
  const t = useTexts(texts);
  if (wrong.length === 0) return null;
  return (
    <div role="alert" className={styles.warn}>
      <p>{t('wrong')}</p>
      <ul>
        {wrong.map(({ name, field, problem }, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- they have no name of their own, and stand as they stand in the file
          <li key={n}>{t('wrongOne', { name, field, problem: t(`problems.${problemOf(problem)}`) })}</li>
        ))}
      </ul>
    </div>
  );
}

/** A wall has no keys: its base map is chosen here. */
function OfWalls({ bases }: { bases: readonly BaseView[] }) {
  const t = useTexts(texts);
  const [choice, choose] = useWallBase();
  const options = [
    { value: DISTRICT_BASE, label: t('district') },
    ...bases.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className={styles.wall}>
      <div className={styles.pair}>
        <Select
          label={t('wall')}
          options={options}
          value={choice.base}
          onChange={(base) => choose({ ...choice, base })}
        />
        <Select
          label={t('wallGround')}
          options={MAP_GROUNDS.map((value) => ({ value, label: t(`grounds.${value}`) }))}
          value={choice.ground}
          onChange={(ground) => choose({ ...choice, ground })}
        />
      </div>
    </div>
  );
}
