import { useState } from 'react';
import { z } from 'zod';
import type { MusterView } from '#shared/contract/musterViews.ts';
import { type MusterLine, MUSTER_PHASES, SCENE_ROLES } from '#shared/domain/muster.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { useDraft, useMay, useOwnId } from '../../parts/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';
import { useMusterAct } from './Verbs.tsx';

const draftSchema = z.object({ text: z.string() });
const EMPTY = { text: '' };

/** What a line of the log says. */
export function useLineWords(names: MusterView['names']): (line: MusterLine) => string {
  const t = useTexts(texts);
  return ({ what, text, workerId, actor }) => {
    const name = workerId === null ? actor.name : (names[workerId] ?? workerId);
    const role = SCENE_ROLES.find((one) => one === text);
    const phase = MUSTER_PHASES.find((one) => one === text);
    if (what === 'role') return t('lines.role', { name, text: role ? t(`roles.${role}`) : t('noRole') });
    if (what === 'phase' && phase) return t('lines.phase', { text: t(`phases.${phase}`) });
    const said = t(`lines.${what}`, { name, text });
    return text && ['start', 'settle', 'stand-down'].includes(what) ? `${said}：${text}` : said;
  };
}

/** The log that every desk shares, newest line first, and a line of one's own. */
export function MusterLog({ view, now }: { view: MusterView; now: number }) {
  const t = useTexts(texts);
  const words = useLineWords(view.names);
  const mayWrite = useMay('muster.note');
  return (
    <section aria-label={t('log')}>
      <h4 className={styles.legend}>{t('log')}</h4>
      {mayWrite && <WriteLine muster={view.muster} />}
      <ul className={styles.lines}>
        {view.lines.toReversed().map((line) => (
          <li key={line.id} className={styles.line}>
            <time className={styles.quiet}>{formatTime(line.at, now, true)}</time>
            <span data-selectable>{words(line)}</span>
            <span className={styles.quiet}>{line.actor.kind === 'operator' ? line.actor.name : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function WriteLine({ muster }: { muster: MusterView['muster'] }) {
  const t = useTexts(texts);
  const act = useMusterAct(muster);
  const draft = useDraft(`${useOwnId()}.muster-note.${muster.id}`, draftSchema, EMPTY, () => false);
  const [problem, setProblem] = useState<string | null>(null);
  const text = draft.value.text.trim();
  const write = async () => {
    if (!text) return setProblem(t('noText'));
    if (await act('muster.note', { text })) draft.clear();
  };
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <TextField
        label={t('note')}
        value={draft.value.text}
        maxLength={4000}
        error={problem}
        onChange={(value) => {
          setProblem(null);
          draft.change({ text: value });
        }}
      />
      <Button type="submit">{t('write')}</Button>
    </form>
  );
}
