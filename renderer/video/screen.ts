import type { MediaWorld } from './media.ts';

/** no new picture for so long: the stream stands still, ms */
const STILL_MS = 6000;

export interface Screen {
  video: HTMLVideoElement;
  /** pictures shown so far */
  shown(): number;
  close(): void;
}

/** A `<video>`, muted until somebody wants to hear it, in the host that says when its picture moves and when it stands still. */
export function openScreen({ host, events }: Pick<MediaWorld, 'host' | 'events'>): Screen {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.autoplay = true;
  host.append(video);
  let shown = 0;
  let lastAt: number | null = null;
  let handle = 0;
  const onFrame = (): void => {
    shown += 1;
    if (lastAt === null) events.playing();
    lastAt = performance.now();
    handle = video.requestVideoFrameCallback(onFrame);
  };
  handle = video.requestVideoFrameCallback(onFrame);
  const watch = setInterval(() => {
    // A page that nobody sees is given no frames: that is no stall.
    if (document.visibilityState !== 'visible') lastAt = lastAt === null ? null : performance.now();
    else if (lastAt !== null && performance.now() - lastAt > STILL_MS) {
      lastAt = null;
      events.stalled('lost');
    }
  }, 1000);
  return {
    video,
    shown: () => shown,
    close() {
      clearInterval(watch);
      video.cancelVideoFrameCallback(handle);
      video.srcObject = null;
      video.removeAttribute('src');
      video.load();
      video.remove();
    },
  };
}
