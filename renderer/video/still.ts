/** Still images of what a tile shows, with what they show written into them. */

/** px of the longer side: enough to read a plate, small enough for a phone */
const MOST = 1920;
const QUALITY = 0.88;

/**
 * The picture as it is now, with a band below that says what it is: the words cannot be cut off without its showing. Null when
 * there is no picture.
 */
export function takeStill(
  picture: HTMLVideoElement | HTMLCanvasElement,
  lines: readonly string[],
): HTMLCanvasElement | null {
  const video = picture instanceof HTMLVideoElement;
  const [width, height] = video ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, MOST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(480, Math.round(width * scale));
  const shown = Math.round((canvas.width * height) / width);
  const line = Math.round(canvas.width / 36);
  canvas.height = shown + Math.round(line * (lines.length * 1.4 + 0.6));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, shown);
  context.fillStyle = '#fff';
  context.font = `${line}px "Noto Sans CJK SC", "Microsoft YaHei", sans-serif`;
  context.textBaseline = 'top';
  lines.forEach((words, n) => context.fillText(words, line * 0.6, shown + line * (0.4 + n * 1.4), canvas.width - line));
  return canvas;
}

/** JPEG, as it goes into a case; rejects when the engine cannot make one. */
export async function jpegOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('no still image');
  return new Uint8Array(await blob.arrayBuffer());
}
