import { useState } from 'react';
import {
  addressProblem,
  OVERLAY_KINDS,
  OVERLAY_MINUTES,
  type OverlaySource,
  overlaySourceSchema,
  type OverlayView,
} from '#shared/contract/overlays.ts';
import { COORDINATE_SYSTEMS } from '#shared/geo/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Select, showToast, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './overlays.module.css';
import { useChangeOverlay } from './useChangeOverlay.ts';

interface OverlayFormProps {
  /** null: a new one */
  view: OverlayView | null;
  /** ids there are */
  taken: readonly string[];
  onDone: () => void;
}

type Fields = ReturnType<typeof fieldsOf>;

function fieldsOf(source: OverlaySource | null) {
  return {
    name: source?.name ?? '',
    kind: source?.kind ?? ('notices' as const),
    url: source?.url ?? '',
    minutes: String(source?.minutes ?? 10),
    system: source?.system ?? ('wgs84' as const),
    bounds: source?.kind === 'image' ? source.bounds.join(', ') : '',
    maxZoom: String(source?.kind === 'tiles' ? source.maxZoom : 12),
    token: '',
  };
}

const numberOf = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);
const boundsOf = (text: string): number[] =>
  text
    .split(/[,，\s]+/)
    .filter(Boolean)
    .map(Number);

/** The source that is described; null while it is not whole. */
function sourceOf(id: string, fields: Fields): OverlaySource | null {
  const parsed = overlaySourceSchema.safeParse({
    ...{ id, name: fields.name, kind: fields.kind, url: fields.url.trim(), minutes: numberOf(fields.minutes) },
    ...{ system: fields.system, bounds: boundsOf(fields.bounds), maxZoom: numberOf(fields.maxZoom) },
  });
  return parsed.success ? parsed.data : null;
}

function freeId(taken: readonly string[]): string {
  for (let n = 1; ; n += 1) if (!taken.includes(`overlay-${n}`)) return `overlay-${n}`;
}

/** One overlay: what it is, where it comes from, and how often it is read. */
export function OverlayForm({ view, taken, onDone }: OverlayFormProps) {
  const t = useTexts(texts);
  const change = useChangeOverlay();
  const [fields, setFields] = useState(() => fieldsOf(view?.source ?? null));
  const set = (more: Partial<Fields>) => setFields((before) => ({ ...before, ...more }));
  const source = sourceOf(view?.source.id ?? freeId(taken), fields);
  const save = async () => {
    const token = fields.token.trim();
    if (!source || !(await change({ kind: 'put', source, ...(token === '' ? {} : { token }) }))) return;
    if (!view) showToast({ title: t('added', { name: source.name }) });
    onDone();
  };
  const problem = fields.url.trim() === '' ? null : addressProblem(fields.url.trim(), fields.kind);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label={t('name')} value={fields.name} maxLength={40} autoFocus onChange={(name) => set({ name })} />
      <Select
        label={t('kind')}
        options={OVERLAY_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={fields.kind}
        onChange={(kind) => set({ kind })}
      />
      <TextField
        label={t('url')}
        value={fields.url}
        maxLength={1000}
        hint={t(`urlHints.${fields.kind}`)}
        error={problem && t(`problems.${problem}`)}
        onChange={(url) => set({ url })}
      />
      <Select
        label={t('system')}
        options={COORDINATE_SYSTEMS.map((value) => ({ value, label: t(`systems.${value}`) }))}
        value={fields.system}
        onChange={(system) => set({ system })}
      />
      <OfKind fields={fields} set={set} />
      <div className={styles.pair}>
        <TextField
          label={t('minutes')}
          value={fields.minutes}
          inputMode="numeric"
          error={isWithin(numberOf(fields.minutes), OVERLAY_MINUTES) ? null : t('minutesWrong', OVERLAY_MINUTES)}
          onChange={(minutes) => set({ minutes })}
        />
        <TextField
          label={t('token')}
          type="password"
          value={fields.token}
          maxLength={500}
          hint={t(view?.hasToken ? 'tokenKept' : 'tokenNone')}
          onChange={(token) => set({ token })}
        />
      </div>
      <div className={styles.buttons}>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="submit" look="primary" disabled={source === null}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

const isWithin = (n: number, { least, most }: { least: number; most: number }): boolean => n >= least && n <= most;

/** What only one kind has. */
function OfKind({ fields, set }: { fields: Fields; set: (more: Partial<Fields>) => void }) {
  const t = useTexts(texts);
  if (fields.kind === 'notices') return null;
  if (fields.kind === 'image') {
    const [west = 0, south = 0, east = 0, north = 0, ...more] = boundsOf(fields.bounds);
    const fits = more.length === 0 && west < east && south < north;
    return (
      <TextField
        label={t('bounds')}
        value={fields.bounds}
        maxLength={100}
        placeholder="121.3, 31.1, 121.6, 31.3"
        error={fields.bounds === '' || fits ? null : t('boundsWrong')}
        onChange={(bounds) => set({ bounds })}
      />
    );
  }
  return (
    <TextField
      label={t('maxZoom')}
      value={fields.maxZoom}
      inputMode="numeric"
      error={isWithin(numberOf(fields.maxZoom), { least: 1, most: 22 }) ? null : t('maxZoomWrong')}
      onChange={(maxZoom) => set({ maxZoom })}
    />
  );
}
