import { useState } from 'react';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { WorkerChoice } from '#shared/contract/views.ts';
import { COMMAND_POLICY, COMMAND_PRIORITIES } from '#shared/domain/command.ts';
import { common, formatDistance, useProblem, useTexts } from '../../i18n/index.ts';
import { dragsWorker, Radios, useDraft, useFrozenChoices, useOwnId } from '../../parts/index.ts';
import { useAct, useFeed } from '../../station/index.ts';
import { Button, Checkbox, EmptyState, Loading, Select, TextArea, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';
import type { MusterStart } from './Musters.tsx';

const COUNTS = ['5', '10', '20', '40'] as const;
const RADII = ['50', '100', '200', '500'] as const;
const draftSchema = z.object({
  /** null: as proposed */
  title: z.string().nullable(),
  text: z.string(),
  radius: z.enum(RADII),
  count: z.enum(COUNTS),
  priority: z.enum(COMMAND_PRIORITIES),
  /** proposed, but not wanted */
  without: z.array(z.string()),
});
const EMPTY: z.infer<typeof draftSchema> = {
  ...{ title: null, text: '', radius: '100', count: '10', priority: 'flash', without: [] },
};

interface StartMusterProps {
  about: MusterStart;
  onStarted: (id: string) => void;
}

/** Where it is to be: the case's place, or the one it was started from. */
function useAbout({ caseId, target }: MusterStart) {
  const { data, isPending } = useFeed('case.get', { id: caseId ?? '' }, { enabled: caseId !== undefined });
  if (target) return { loading: false, target, gridCode: '', title: target.address ?? '' };
  if (!data) return { loading: caseId !== undefined && isPending, target: null, gridCode: '', title: '' };
  const { lon, lat, address, title, gridCode } = data.case;
  return { loading: false, target: { lon, lat, address }, gridCode, title };
}

/** Who is on duty, near, and seen; the nearest first. */
function isFit({ worker, distance }: WorkerChoice): boolean {
  return worker.onDuty && distance !== null;
}

/** Starts a muster: what, where, how wide, and who is called, from those proposed. */
export function StartMuster({ about, onStarted }: StartMusterProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const ownerId = useOwnId();
  const draft = useDraft(`${ownerId}.muster.${about.caseId ?? 'place'}`, draftSchema, EMPTY);
  const place = useAbout(about);
  const { value, change } = draft;
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const { lon, lat } = place.target ?? { lon: 0, lat: 0 };
  const near = { lon, lat, count: Math.min(100, Number(value.count) * 2), gridCode: place.gridCode || undefined };
  const found = useFeed('worker.near', near, { enabled: place.target !== null });
  const fit = found.data?.filter(isFit).slice(0, Number(value.count));
  const proposed = useFrozenChoices(`${lon},${lat},${value.count}`, fit, (choice) => choice.worker.id);
  const chosen = proposed.filter(({ worker }) => !value.without.includes(worker.id));
  if (place.loading) return <Loading />;
  if (!place.target) return <EmptyState title={t('start')} detail={t('form.noPlace')} />;
  const { target } = place;
  const title = (value.title ?? place.title).trim();
  const send = async () => {
    if (busy) return;
    if (!title) return setProblem(t('form.noTitle'));
    if (chosen.length === 0) return setProblem(t('form.nobody'));
    setBusy(true);
    const id = v7();
    const answer = await act('muster.start', {
      entityId: id,
      subject: title,
      payload: {
        commandId: v7(),
        ...(about.caseId === undefined ? {} : { caseId: about.caseId }),
        ...{ title, target, text: value.text.trim(), priority: value.priority, radius: Number(value.radius) },
        recipients: { workers: chosen.map(({ worker }) => worker.id) },
      },
    });
    setBusy(false);
    if (!answer.ok) return setProblem(answer);
    draft.clear();
    onStarted(id);
  };
  const toggle = (id: string, on: boolean) =>
    change({ without: on ? value.without.filter((one) => one !== id) : [...value.without, id] });
  return (
    <form
      className={styles.form}
      aria-label={t('start')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={t('form.title')}
        value={value.title ?? place.title}
        maxLength={200}
        autoFocus
        onChange={(next) => change({ title: next })}
      />
      <TextArea
        label={t('form.text')}
        mark={tc('words.optional')}
        rows={2}
        maxLength={4000}
        value={value.text}
        onChange={(text) => change({ text })}
      />
      <Radios
        label={t('form.priority')}
        options={COMMAND_PRIORITIES.map((priority) => ({
          value: priority,
          label: tc(`priorities.${priority}`),
          tone: priority === 'flash' ? 'alert' : priority === 'urgent' ? 'warn' : undefined,
        }))}
        value={value.priority}
        onChange={(priority) => change({ priority })}
      />
      <div className={styles.pair}>
        <Select
          label={t('form.radius')}
          options={RADII.map((radius) => ({ value: radius, label: t('form.metres', { n: radius }) }))}
          value={value.radius}
          onChange={(radius) => change({ radius })}
        />
        <Select
          label={t('form.count')}
          options={COUNTS.map((count) => ({ value: count, label: t('form.people', { n: count }) }))}
          value={value.count}
          onChange={(count) => change({ count })}
        />
      </div>
      <fieldset className={styles.units}>
        <legend className={styles.legend}>{t('form.units')}</legend>
        {found.isPending && <Loading label={t('form.loading')} />}
        {proposed.map(({ worker, distance, load }) => (
          <div key={worker.id} className={styles.proposal} {...dragsWorker(worker.id, worker.name)}>
            <Checkbox
              label={worker.name}
              value={!value.without.includes(worker.id)}
              onChange={(on) => toggle(worker.id, on)}
            />
            <span className={styles.quiet}>
              {distance === null ? t('form.noFix') : t('form.detail', { distance: formatDistance(distance), load })}
            </span>
          </div>
        ))}
      </fieldset>
      <footer className={styles.foot}>
        <p role="status">{t('form.chosen', { n: chosen.length })}</p>
        {value.priority === 'flash' && chosen.length > COMMAND_POLICY.confirmFlashOver && (
          <p className={styles.warn}>{t('form.confirmMany')}</p>
        )}
        {problem && (
          <p className={styles.alert} role="alert">
            {problem}
          </p>
        )}
        <Button type="submit" look="danger" busy={busy}>
          {t('form.send')}
        </Button>
      </footer>
    </form>
  );
}
