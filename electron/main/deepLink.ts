import { type DeepLink, deepLinkSchema } from '#shared/contract/windows.ts';

/** The scheme by which other systems open something in the console. */
export const LINK_SCHEME = 'street-console';

/** Reads `street-console://case/<id or number>`; null for anything else. */
export function readDeepLink(text: string): DeepLink | null {
  if (!URL.canParse(text)) return null;
  const { protocol, host, pathname, username, search, hash } = new URL(text);
  if (protocol !== `${LINK_SCHEME}:` || username !== '' || search !== '' || hash !== '') return null;
  const [key, ...more] = pathname.replace(/^\/|\/$/g, '').split('/');
  if (more.length > 0 || key === undefined) return null;
  try {
    return deepLinkSchema.safeParse({ kind: host, key: decodeURIComponent(key) }).data ?? null;
  } catch {
    return null;
  }
}

/** The first link among the words of a command line: that is how the system hands one to the app. */
export function linkIn(words: readonly string[]): DeepLink | null {
  for (const word of words) {
    const link = readDeepLink(word);
    if (link) return link;
  }
  return null;
}
