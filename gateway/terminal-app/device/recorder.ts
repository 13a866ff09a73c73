const LONGEST_MS = 60_000;

/** A voice note under way; `stop` gives it. */
export interface Recording {
  stop(): Promise<Blob>;
}

/** Begins a voice note of a minute at most; null when there is no microphone or it may not be used. */
export async function record(): Promise<Recording | null> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const over = new Promise<void>((resolve) => {
      recorder.onstop = () => resolve();
    });
    const end = () => {
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
    };
    recorder.start();
    const timer = setTimeout(end, LONGEST_MS);
    return {
      async stop() {
        clearTimeout(timer);
        end();
        await over;
        return new Blob(parts, { type: recorder.mimeType });
      },
    };
  } catch {
    return null;
  }
}
