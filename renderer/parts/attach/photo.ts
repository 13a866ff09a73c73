import { ATTACH, type Attachment } from '#shared/contract/attachments.ts';

type Photo = Extract<Attachment, { kind: 'photo' }>;

export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const satisfies Photo['mime'][];
/** no camera writes more, and a page must not be filled by a file chosen by mistake */
const MOST_FILE_BYTES = 60_000_000;
const QUALITY = 0.85;

/**
 * A picture drawn anew, upright, no larger than a worker needs it: where it was taken, by whom and with what stays behind, for
 * nothing of the file goes on but its pixels. A string says why it cannot be taken.
 */
export async function photoOf(file: Blob): Promise<Photo | 'not-photo' | 'too-large'> {
  const mime = PHOTO_TYPES.find((type) => type === file.type);
  if (!mime) return 'not-photo';
  if (file.size > MOST_FILE_BYTES) return 'too-large';
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return 'not-photo';
  try {
    // A drawing keeps its sharp edges; one that is too large for that goes as a photo.
    for (const type of [mime, 'image/jpeg'] as const) {
      const blob = await draw(picture, type);
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if (blob.type === type && bytes.byteLength <= ATTACH.photoBytes) return { kind: 'photo', mime: type, bytes };
    }
    return 'too-large';
  } finally {
    picture.close();
  }
}

function draw(picture: ImageBitmap, type: Photo['mime']): Promise<Blob> {
  const scale = Math.min(1, ATTACH.photoPixels / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, picture.width * scale), Math.max(1, picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas to draw a photo on');
  if (type === 'image/jpeg') {
    // What was transparent would be black.
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type, quality: QUALITY });
}
