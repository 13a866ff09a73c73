import { join, normalize, sep } from 'node:path';

/** The file a URL names inside `root`, or null when it would lead out of it. */
export function fileInside(root: string, url: string): string | null {
  const { pathname } = new URL(url);
  // A lone % is no escape; decodeURIComponent would throw on it.
  if (/%(?![0-9a-f]{2})/i.test(pathname) || /%[89a-f]/i.test(pathname)) return null;
  const path = normalize(join(root, decodeURIComponent(pathname)));
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null;
}

/** `bytes=a-b`, `bytes=a-` or `bytes=-n` of a file of `size` bytes; null when it cannot be satisfied. */
export function parseRange(header: string, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start <= end ? { start, end } : null;
}
