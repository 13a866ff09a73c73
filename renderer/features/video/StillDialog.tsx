import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useAct, useFeed, useStation } from '../../station/index.ts';
import { Button, Dialog, showToast, TextField } from '../../ui/index.ts';
import { jpegOf } from '../../video/still.ts';
import { texts } from './locale.ts';
import styles from './video.module.css';

export interface StillDialogProps {
  /** with its watermark */
  still: HTMLCanvasElement;
  /** what it shows, for the note in the history */
  words: string;
  /** what the picture was asked for, if anything */
  caseId: string | undefined;
  onClose: () => void;
}

/** Puts a still image, or only a mark of the moment, into a case's history. */
export function StillDialog({ still, words, caseId, onClose }: StillDialogProps) {
  const t = useTexts(texts);
  const { chosen, setChosen, hits, text, setText } = useCaseChoice(caseId);
  const keep = useKeep(words, onClose);
  const [busy, setBusy] = useState(false);
  const run = async (picture: HTMLCanvasElement | null) => {
    if (!chosen) return;
    setBusy(true);
    await keep(chosen, picture);
    setBusy(false);
  };
  return (
    <Dialog
      open
      title={t('still')}
      onClose={onClose}
      footer={
        <>
          <Button busy={busy} disabled={!chosen} onClick={() => void run(null)}>
            {t('markOnly')}
          </Button>
          <Button look="primary" busy={busy} disabled={!chosen} onClick={() => void run(still)}>
            {t('keepStill')}
          </Button>
        </>
      }
    >
      <Shown still={still} />
      {chosen ? (
        <p className={styles.chosen}>
          {t('toCase', { title: chosen.title })}
          <Button size="small" look="quiet" onClick={() => setChosen(null)}>
            {t('otherCase')}
          </Button>
        </p>
      ) : (
        <>
          <TextField label={t('findCase')} value={text} onChange={setText} />
          <ul className={styles.hits} aria-label={t('cases')}>
            {hits.map((hit) => (
              <li key={hit.id}>
                <Button look="quiet" onClick={() => setChosen(hit)}>
                  {hit.title}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

interface Chosen {
  id: string;
  title: string;
}

/** The case the picture was asked for, or one that is searched. */
function useCaseChoice(caseId: string | undefined) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [text, setText] = useState('');
  const about = useFeed('case.get', { id: caseId ?? '' }, { enabled: caseId !== undefined }).data;
  const given = useRef(false);
  useEffect(() => {
    if (!about || given.current) return;
    given.current = true;
    setChosen({ id: about.case.id, title: about.case.title });
  }, [about]);
  const found = useFeed('search', { text, limit: 20 }, { enabled: text.trim() !== '' }).data ?? [];
  const hits = text.trim() === '' ? [] : found.filter(({ kind }) => kind === 'case');
  return { chosen, setChosen, hits, text, setText };
}

/** Keeps the picture first: the action names it, and it reaches the centre before the action does. */
function useKeep(words: string, done: () => void) {
  const t = useTexts(texts);
  const station = useStation();
  const act = useAct();
  return async ({ id, title }: Chosen, picture: HTMLCanvasElement | null) => {
    const failed = () => void showToast({ title: t('stillFailed'), look: 'warn' });
    try {
      const kept =
        picture && (await station.keepMedia({ kind: 'photo', mime: 'image/jpeg', bytes: await jpegOf(picture) }));
      if (kept && !kept.ok) return failed();
      const media = kept ? [kept.value] : undefined;
      const note = t(picture ? 'stillNote' : 'markNote', { words });
      const answer = await act('case.annotate', { entityId: id, payload: { note, media }, subject: title });
      if (answer.ok) done();
    } catch (error) {
      console.error('a still image could not be kept', error);
      failed();
    }
  };
}

function Shown({ still }: { still: HTMLCanvasElement }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    host.current?.replaceChildren(still);
  }, [still]);
  return <div ref={host} className={styles.still} />;
}
