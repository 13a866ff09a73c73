import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import { z } from 'zod';
import { AREA_COLOURS, AREA_KINDS, type AreaDraft } from '#shared/domain/mapArea.ts';
import { AREA_METRES, areaDraftSchema } from '#shared/protocol/mapAreas.ts';
import { useProblem, useTexts } from '../../../i18n/index.ts';
import { useDraft, useFormKeys, useOwnId } from '../../../parts/index.ts';
import { useAct } from '../../../station/index.ts';
import { Button, Dialog, Select, Switch, TextArea, TextField } from '../../../ui/index.ts';
import { layerTexts } from '../layers/locale.ts';
import styles from './areas.module.css';

/** An area while it is written: nothing of it need be right yet. */
const writtenSchema = areaDraftSchema.omit({ geometry: true }).extend({ name: z.string(), length: z.string() });

interface AreaFormProps {
  /** null: a new one */
  area: { id: string; version: number } | null;
  draft: AreaDraft;
  isLead: boolean;
  onRedraw(): void;
  onClose(): void;
}

/** What an area is called and means, and how wide it is. */
export function AreaForm({ area, draft: { geometry, ...rest }, isLead, onRedraw, onClose }: AreaFormProps) {
  const t = useTexts(layerTexts);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useProblem();
  const round = geometry.kind === 'circle' ? String(geometry.radius) : '';
  const first = { ...rest, length: geometry.kind === 'corridor' ? String(geometry.width) : round };
  const kept = useDraft(`${useOwnId()}.area.${area?.id ?? 'new'}`, writtenSchema, first, () => false);
  // What was drawn just now counts more than what was drawn before it.
  const [length, setLength] = useState(first.length);
  const { name, kind, colour, note, shared } = kept.value;
  const limits = geometry.kind === 'circle' ? AREA_METRES.radius : AREA_METRES.width;
  const save = async () => {
    const meters = Number(length);
    if (name.trim() === '') return setProblem(t('areas.missing'));
    if (geometry.kind !== 'polygon' && !(meters >= limits.min && meters <= limits.max))
      return setProblem(t('areas.badLength', limits));
    const shape =
      geometry.kind === 'circle'
        ? { ...geometry, radius: meters }
        : geometry.kind === 'corridor'
          ? { ...geometry, width: meters }
          : geometry;
    const payload = { area: { name: name.trim(), kind, colour, note, shared, geometry: shape } };
    const answer = area
      ? await act('area.change', { entityId: area.id, baseVersion: area.version, payload, subject: name })
      : await act('area.create', { entityId: v7(), payload, subject: name });
    if (!answer.ok) return setProblem(answer);
    kept.sent();
    onClose();
  };
  useFormKeys(form, { send: () => void save(), close: onClose });
  return (
    <Dialog title={area ? t('areas.edit', { name: rest.name }) : t('areas.add')} open onClose={onClose}>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t('areas.name')}
          value={name}
          maxLength={60}
          autoFocus
          onChange={(value) => kept.change({ name: value })}
        />
        {isLead && (
          <Select
            label={t('areas.kind')}
            options={AREA_KINDS.map((value) => ({ value, label: t(`areas.kinds.${value}`) }))}
            value={kind}
            onChange={(value) => kept.change(value === 'note' ? { kind: value } : { kind: value, shared: true })}
          />
        )}
        <Select
          label={t('areas.colour')}
          options={AREA_COLOURS.map((value) => ({ value, label: t(`areas.colours.${value}`) }))}
          value={colour}
          onChange={(value) => kept.change({ colour: value })}
        />
        {geometry.kind !== 'polygon' && (
          <TextField
            label={t(geometry.kind === 'circle' ? 'areas.radius' : 'areas.width')}
            value={length}
            inputMode="decimal"
            maxLength={8}
            onChange={setLength}
          />
        )}
        <TextArea
          label={t('areas.note')}
          value={note}
          maxLength={1000}
          rows={2}
          onChange={(value) => kept.change({ note: value })}
        />
        {isLead && (
          <Switch
            label={t('areas.shared')}
            value={shared}
            onChange={(value) => kept.change(value ? { shared: true } : { shared: false, kind: 'note' })}
          />
        )}
        <p className={styles.quiet}>{t('areas.sharedHint')}</p>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.buttons}>
          <Button onClick={onRedraw}>{t('areas.redraw')}</Button>
          <Button onClick={onClose}>{t('areas.cancel')}</Button>
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {t('areas.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
