import { type ClipboardEvent, type DragEvent, useLayoutEffect, useRef, useState } from 'react';
import { ATTACH, type Attachment } from '#shared/contract/attachments.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import { useStation } from '../../station/index.ts';
import { photoOf } from './photo.ts';

export type AttachProblem = 'not-photo' | 'too-large' | 'too-many' | 'not-kept';

export interface Attachments {
  /** something is being made ready or handed to the station */
  busy: boolean;
  problem: AttachProblem | null;
  addPhotos: (files: Iterable<File>) => Promise<void>;
  add: (attachment: Attachment) => Promise<void>;
  remove: (id: string) => void;
  /** of the form: photos pasted or dropped anywhere in it */
  handlers: {
    onPaste: (event: ClipboardEvent) => void;
    onDrop: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
  };
}

/** What is attached to a draft: the station keeps the bytes at once, so that a crash loses nothing; the draft names them. */
export function useAttachments(
  media: readonly MediaRef[],
  change: (change: { media: MediaRef[] }) => void,
): Attachments {
  const station = useStation();
  const [working, setWorking] = useState(0);
  const [problem, setProblem] = useState<AttachProblem | null>(null);
  const current = useRef({ media, change });
  useLayoutEffect(() => {
    current.current = { media, change };
  });
  const keep = async (attachment: Attachment): Promise<void> => {
    if (current.current.media.length >= ATTACH.most) return setProblem('too-many');
    const answer = await station.keepMedia(attachment).catch(() => null);
    if (!answer?.ok) return setProblem(answer?.reason === 'too-large' ? 'too-large' : 'not-kept');
    const next = [...current.current.media, answer.value];
    current.current.media = next;
    return current.current.change({ media: next });
  };
  const during = async (work: () => Promise<void>) => {
    setProblem(null);
    setWorking((n) => n + 1);
    await work().catch((error: unknown) => {
      console.warn('an attachment could not be made ready', error);
      setProblem('not-kept');
    });
    setWorking((n) => n - 1);
  };
  const addPhotos = (files: Iterable<File>) =>
    during(async () => {
      for (const file of files) {
        const photo = await photoOf(file);
        if (typeof photo === 'string') setProblem(photo);
        else await keep(photo);
      }
    });
  const take = (files: FileList | undefined, event: ClipboardEvent | DragEvent) => {
    if (!files || files.length === 0) return;
    event.preventDefault();
    void addPhotos([...files]);
  };
  return {
    busy: working > 0,
    problem,
    addPhotos,
    add: (attachment) => during(() => keep(attachment)),
    remove: (id) => {
      setProblem(null);
      change({ media: media.filter((one) => one.id !== id) });
    },
    handlers: {
      onPaste: (event) => take(event.clipboardData.files, event),
      onDrop: (event) => take(event.dataTransfer.files, event),
      onDragOver: (event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      },
    },
  };
}
