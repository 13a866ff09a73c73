import { useState } from 'react';
import {
  type BaseChange,
  type BaseView,
  MOST_ZOOM,
  networkBaseSchema,
  networkProblem,
  templateProblem,
} from '#shared/contract/basemaps.ts';
import { COORDINATE_SYSTEMS, TILINGS } from '#shared/geo/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useBaseChoice } from '../../parts/index.ts';
import { Button, Select, showToast, Switch, TextField } from '../../ui/index.ts';
import styles from './basemaps.module.css';
import { texts } from './locale.ts';
import { problemOf } from './problemOf.ts';

interface BaseFormProps {
  /** null: a new one from a network */
  base: BaseView | null;
  /** ids there are */
  taken: readonly string[];
  onDone: () => void;
}

type Fields = ReturnType<typeof fieldsOf>;

function fieldsOf(base: BaseView | null) {
  const network = base?.kind === 'network' ? base : null;
  return {
    name: base?.name ?? '',
    system: base?.system ?? ('wgs84' as const),
    imagery: base?.imagery ?? false,
    urls: [network?.urls[0] ?? '', network?.urls[1] ?? ''] as const,
    tiling: network?.tiling ?? ('xyz' as const),
    subdomains: network?.subdomains ?? '',
    minZoom: String(network?.minZoom ?? 3),
    maxZoom: String(network?.maxZoom ?? 18),
    token: '',
  };
}

/** What is asked of main; null while it is not whole. */
function changeOf(base: BaseView | null, fields: Fields, taken: readonly string[]): BaseChange | null {
  const { name, system, imagery, tiling, subdomains, token } = fields;
  if (base && base.kind !== 'network')
    return name.trim() === '' ? null : { kind: 'describe', base: { id: base.id, name, system, imagery } };
  const parsed = networkBaseSchema.safeParse({
    ...{ kind: 'network', id: base?.id ?? freeId(taken), name, system, imagery, tiling, subdomains },
    urls: fields.urls.map((url) => url.trim()).filter((url) => url !== ''),
    ...{ minZoom: Number(fields.minZoom), maxZoom: Number(fields.maxZoom) },
  });
  if (!parsed.success || networkProblem(parsed.data)) return null;
  return { kind: 'network', base: parsed.data, ...(token.trim() === '' ? {} : { token }) };
}

function freeId(taken: readonly string[]): string {
  for (let n = 1; ; n += 1) if (!taken.includes(`network-${n}`)) return `network-${n}`;
}

/** One base map: what it is called and what its coordinates are; of a network also where its tiles are. */
export function BaseForm({ base, taken, onDone }: BaseFormProps) {
  const t = useTexts(texts);
  const { chooseBase } = useBaseChoice();
  const [fields, setFields] = useState(() => fieldsOf(base));
  const set = (more: Partial<Fields>) => setFields((before) => ({ ...before, ...more }));
  const change = changeOf(base, fields, taken);
  const save = async () => {
    if (!change) return;
    try {
      await street.changeBasemap(change);
    } catch {
      return void showToast({ title: t('failed'), look: 'warn' });
    }
    if (!base && change.kind === 'network') {
      chooseBase(change.base.id);
      showToast({ title: t('added', { name: fields.name.trim() }) });
    }
    onDone();
  };
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
        label={t('system')}
        options={COORDINATE_SYSTEMS.map((value) => ({ value, label: t(`systems.${value}`) }))}
        value={fields.system}
        onChange={(system) => set({ system })}
      />
      <p className={styles.quiet}>{t('systemHint')}</p>
      {(base === null || base.kind === 'network') && (
        <NetworkFields fields={fields} hasToken={base?.kind === 'network' && base.hasToken} set={set} />
      )}
      <Switch label={t('imagery')} value={fields.imagery} onChange={(imagery) => set({ imagery })} />
      <div className={styles.buttons}>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="submit" look="primary" disabled={change === null}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

interface NetworkFieldsProps {
  fields: Fields;
  hasToken: boolean;
  set: (more: Partial<Fields>) => void;
}

function NetworkFields({ fields, hasToken, set }: NetworkFieldsProps) {
  const t = useTexts(texts);
  const [first, second] = fields.urls;
  const wrong = (url: string) => {
    const problem = url.trim() === '' ? null : templateProblem(url.trim());
    return problem && t(`problems.${problemOf(problem)}`);
  };
  const zoomWrong = (text: string) =>
    /^\d{1,2}$/.test(text) && Number(text) <= MOST_ZOOM ? null : t('problems.value');
  return (
    <>
      <TextField
        label={t('url')}
        value={first}
        maxLength={1000}
        hint={t('urlHint')}
        error={wrong(first)}
        onChange={(url) => set({ urls: [url, second] })}
      />
      <TextField
        label={t('urlMore')}
        value={second}
        maxLength={1000}
        error={wrong(second)}
        onChange={(url) => set({ urls: [first, url] })}
      />
      <div className={styles.pair}>
        <TextField
          label={t('subdomains')}
          value={fields.subdomains}
          maxLength={10}
          error={fields.urls.some((url) => /\{s\}/i.test(url)) && fields.subdomains === '' ? t('problems.value') : null}
          onChange={(subdomains) => set({ subdomains })}
        />
        <TextField
          label={t('token')}
          type="password"
          value={fields.token}
          maxLength={500}
          hint={t(hasToken ? 'tokenKept' : 'tokenNone')}
          onChange={(token) => set({ token })}
        />
      </div>
      <Select
        label={t('tiling')}
        options={TILINGS.map((value) => ({ value, label: t(`tilings.${value}`) }))}
        value={fields.tiling}
        onChange={(tiling) => set({ tiling })}
      />
      <div className={styles.pair}>
        <TextField
          label={t('minZoom')}
          value={fields.minZoom}
          inputMode="numeric"
          error={zoomWrong(fields.minZoom)}
          onChange={(minZoom) => set({ minZoom })}
        />
        <TextField
          label={t('maxZoom')}
          value={fields.maxZoom}
          inputMode="numeric"
          error={zoomWrong(fields.maxZoom)}
          onChange={(maxZoom) => set({ maxZoom })}
        />
      </div>
    </>
  );
}
