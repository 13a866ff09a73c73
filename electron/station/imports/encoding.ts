import type { ImportEncoding } from '#shared/contract/importViews.ts';

/** UTF-8 when the bytes are that throughout, else GB18030, which GBK and GB2312 are parts of. */
export function detectEncoding(bytes: Uint8Array): ImportEncoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** Text without a byte order mark; what the encoding does not have becomes U+FFFD, for the operator to see. */
export function decoded(bytes: Uint8Array, encoding: ImportEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
