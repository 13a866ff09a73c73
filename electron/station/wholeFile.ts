import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';

/**
 * Writes a file that is whole and on the disk, or not there at all. Rejects when the disk does not take it.
 * @param draft where it is written first, in the same folder
 */
export async function writeWhole(path: string, draft: string, content: Uint8Array | string): Promise<void> {
  const file = await open(draft, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
