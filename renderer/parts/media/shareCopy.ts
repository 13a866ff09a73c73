const QUALITY = 0.92;

/**
 * A photo to be given to others: drawn anew, upright and at its full size, as JPEG. Where it was taken, by whom and with what
 * (EXIF, XMP, maker's notes, whatever else a camera adds) stays behind, for nothing of the file goes on but its pixels.
 */
export async function shareCopy(photo: { mime: string; bytes: Uint8Array }): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(new Blob([photo.bytes.slice()], { type: photo.mime }));
  try {
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas to draw a photo on');
    // What was transparent would be black.
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    picture.close();
  }
}
