import { useEffect, useRef, useState } from 'react';
import { ATTACH, type Attachment } from '#shared/contract/attachments.ts';
import { useSettings } from '../../station/index.ts';

type Note = Extract<Attachment, { kind: 'audio' }>;
export type VoiceProblem = 'denied' | 'no-microphone' | 'microphone-busy';

const TYPES = ['audio/webm', 'audio/ogg', 'audio/mp4'] as const satisfies Note['mime'][];
/** speech in Opus; two minutes are half a megabyte */
const BITS_PER_SECOND = 32_000;

export interface VoiceNote {
  /** since when, ms of the page's clock; null: nothing is recorded */
  since: number | null;
  problem: VoiceProblem | null;
  start: () => Promise<void>;
  /** ends it and hands it over */
  stop: () => void;
  /** ends it and throws it away */
  cancel: () => void;
}

interface Running {
  recorder: MediaRecorder;
  parts: Blob[];
  wanted: boolean;
}

/** Records a voice note with the microphone the operator talks with; it ends by itself when it is long enough. */
export function useVoiceNote(onNote: (note: Note) => void): VoiceNote {
  const { intercomMicrophone } = useSettings();
  const [since, setSince] = useState<number | null>(null);
  const [problem, setProblem] = useState<VoiceProblem | null>(null);
  const running = useRef<Running | null>(null);
  const end = (wanted: boolean) => {
    const now = running.current;
    if (!now || now.recorder.state === 'inactive') return;
    now.wanted = wanted;
    now.recorder.stop();
  };
  useEffect(
    () => () => {
      if (running.current?.recorder.state === 'recording') running.current.recorder.stop();
    },
    [],
  );
  const start = async () => {
    setProblem(null);
    const audio = intercomMicrophone ? { deviceId: { ideal: intercomMicrophone } } : true;
    const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((error: unknown) => problemOf(error));
    if (typeof stream === 'string') return setProblem(stream);
    const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? TYPES[0];
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
    const own: Running = { recorder, parts: [], wanted: false };
    running.current = own;
    const limit = setTimeout(() => end(true), ATTACH.audioSeconds * 1000);
    recorder.addEventListener('dataavailable', ({ data }) => own.parts.push(data));
    recorder.addEventListener('stop', () => {
      clearTimeout(limit);
      setSince(null);
      for (const track of stream.getTracks()) track.stop();
      const blob = new Blob(own.parts);
      if (own.wanted && blob.size > 0)
        void blob.arrayBuffer().then((bytes) => onNote({ kind: 'audio', mime: type, bytes: new Uint8Array(bytes) }));
    });
    recorder.start();
    return setSince(performance.now());
  };
  return { since, problem, start, stop: () => end(true), cancel: () => end(false) };
}

/** What the engine says when a microphone cannot be had, for the operator. */
function problemOf(error: unknown): VoiceProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'no-microphone' : 'microphone-busy';
}
