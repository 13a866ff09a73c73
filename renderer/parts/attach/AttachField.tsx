import { ImagePlus, Mic, Square, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ATTACH } from '#shared/contract/attachments.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import { formatBytes, useTexts } from '../../i18n/index.ts';
import { Photo } from '../media/Photo.tsx';
import { Sound } from '../media/Sound.tsx';
import { Button, IconButton } from '../../ui/index.ts';
import styles from './attach.module.css';
import { attachTexts } from './locale.ts';
import { PHOTO_TYPES } from './photo.ts';
import type { Attachments } from './useAttachments.ts';
import type { VoiceNote } from './useVoiceNote.ts';

interface AttachFieldProps {
  media: readonly MediaRef[];
  attachments: Attachments;
  voice: VoiceNote;
}

/** Photos and voice notes of a form: what is attached, and the ways to attach more. */
export function AttachField({ media, attachments, voice }: AttachFieldProps) {
  const t = useTexts(attachTexts);
  const input = useRef<HTMLInputElement>(null);
  const { busy, problem, addPhotos, remove } = attachments;
  const isFull = media.length >= ATTACH.most;
  const wrong = problem ?? voice.problem;
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>{t('legend')}</legend>
      {media.length > 0 && (
        <ul className={styles.attached}>
          {media.map((one, at) => (
            <Attached key={one.id} media={one} n={at + 1} onRemove={() => remove(one.id)} />
          ))}
        </ul>
      )}
      {voice.since === null ? (
        <div className={styles.attachVerbs}>
          <Button icon={ImagePlus} busy={busy} disabled={isFull} onClick={() => input.current?.click()}>
            {t('photo')}
          </Button>
          <Button icon={Mic} disabled={isFull || busy} onClick={() => void voice.start()}>
            {t('voice')}
          </Button>
          <span className={styles.quiet}>{t('hint')}</span>
        </div>
      ) : (
        <Recording voice={voice} since={voice.since} />
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={PHOTO_TYPES.join()}
        onChange={({ target }) => {
          void addPhotos([...(target.files ?? [])]);
          // The same file again is a change too.
          target.value = '';
        }}
      />
      {wrong && (
        <p className={styles.alert} role="alert">
          {t(`problems.${wrong}`, { n: ATTACH.most, size: formatBytes(ATTACH.photoBytes) })}
        </p>
      )}
    </fieldset>
  );
}

function Attached({ media, n, onRemove }: { media: MediaRef; n: number; onRemove: () => void }) {
  const t = useTexts(attachTexts);
  const name = t(media.kind === 'photo' ? 'photoName' : 'voiceName', {
    n,
    size: formatBytes(media.size),
  });
  return (
    <li className={styles.attachedOne} title={name}>
      {media.kind === 'photo' ? (
        <Photo media={media} label={name} className={styles.attachedPhoto} />
      ) : (
        <Sound media={media} />
      )}
      <IconButton icon={X} label={t('remove', { name })} size="small" onClick={onRemove} />
    </li>
  );
}

/** Runs until it is ended or long enough. */
function Recording({ voice, since }: { voice: VoiceNote; since: number }) {
  const t = useTexts(attachTexts);
  const stop = useRef<HTMLButtonElement>(null);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    stop.current?.focus();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - since) / 1000)), 250);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <div className={styles.attachVerbs}>
      <span className={styles.recording} role="status" aria-label={t('recording')}>
        {t('recording')}
      </span>
      <span className={styles.recordingTime}>{`${clock(seconds)} / ${clock(ATTACH.audioSeconds)}`}</span>
      <Button ref={stop} icon={Square} onClick={voice.stop}>
        {t('stop')}
      </Button>
      <Button look="quiet" icon={X} onClick={voice.cancel}>
        {t('discard')}
      </Button>
    </div>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
