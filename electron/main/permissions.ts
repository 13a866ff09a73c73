import { app, type Session, type WebContents } from 'electron';
import type { WindowKind } from '#shared/contract/windows.ts';
import type { Log } from './log.ts';

/** The origin of our own pages; in development the dev server's. */
export function isOwnPage(url: string): boolean {
  const dev = process.env.ELECTRON_RENDERER_URL;
  return url.startsWith('app://street/') || (!app.isPackaged && dev !== undefined && url.startsWith(dev));
}

/**
 * Denies every permission but three of our own pages: the microphone for the intercom, but not of a wall, which stands in a room full of
 * people; asking the operator for a device with a button to talk; and putting plain text on the clipboard.
 *
 * @param kindOf the kind of the window whose page asks, by the id of its contents; null when it is none of ours
 */
export function guardSession(session: Session, kindOf: (webContentsId: number) => WindowKind | null, log: Log): void {
  const allowed = (
    contents: WebContents | null,
    permission: string,
    url: string,
    mediaTypes: readonly string[],
  ): boolean => {
    if (!isOwnPage(url)) return false;
    if (permission === 'clipboard-sanitized-write') return true;
    // Electron does not say which page asks for a device: `hidDevices.ts` sees that it is a desk, and asks the operator.
    if (permission === 'hid') return true;
    const kind = contents && kindOf(contents.id);
    const onlySound = permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');
    return onlySound && kind !== null && kind !== 'wall';
  };
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const grant = allowed(contents, permission, details.requestingUrl, types);
    if (!grant) log.warn({ permission, url: details.requestingUrl }, 'permission denied');
    answer(grant);
  });
  session.setPermissionCheckHandler((contents, permission, origin, details) =>
    allowed(contents, permission, `${origin}/`, details.mediaType === undefined ? [] : [details.mediaType]),
  );
}

/** No page opens windows, leaves its origin or embeds web views. */
export function guardContents(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      log.warn({ url }, 'new window denied');
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => {
      if (isOwnPage(event.url)) return;
      log.warn({ url: event.url }, 'navigation denied');
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
