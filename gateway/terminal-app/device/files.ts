import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { v7 } from 'uuid';
import type { MediaRef } from '../core/outgoing.ts';

/** A file that goes with a message, and how it is named there. */
export interface Attached {
  ref: MediaRef;
  blob: Blob;
}

/** The gateway takes no larger file, bytes. */
const MOST_BYTES = 50 * 1024 * 1024;
/** A photo is made no larger than a console shows it, pixels. */
const LONGEST_SIDE = 1600;
const JPEG_QUALITY = 0.82;
const KINDS = { image: 'photo', audio: 'audio', video: 'video' } as const;

/** Makes a file ready to be sent; null when it is of another kind or too large. */
export async function attach(file: Blob): Promise<Attached | null> {
  const [mime = ''] = file.type.split(';');
  const kind = KINDS[mime.split('/')[0] as keyof typeof KINDS];
  if (!kind) return null;
  const blob = kind === 'photo' ? await smaller(file) : new Blob([file], { type: mime });
  if (blob.size === 0 || blob.size > MOST_BYTES) return null;
  const digest = sha256(new Uint8Array(await blob.arrayBuffer()));
  return { ref: { id: v7(), kind, mime: blob.type, size: blob.size, sha256: bytesToHex(digest) }, blob };
}

/** The picture as a JPEG of moderate size, without what the camera wrote beside it; as it is when it cannot be read. */
async function smaller(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((resolve) => {
      canvas.toBlob((made) => resolve(made ?? file), 'image/jpeg', JPEG_QUALITY);
    });
  } catch {
    return file;
  }
}
