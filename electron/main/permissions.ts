import { app, type Session } from 'electron';
import type { Log } from './log.ts';

/** The origin of our own pages; in development the dev server's. */
export function isOwnPage(url: string): boolean {
  const dev = process.env.ELECTRON_RENDERER_URL;
  return url.startsWith('app://street/') || (!app.isPackaged && dev !== undefined && url.startsWith(dev));
}

/** Denies every permission but two of our own pages: the microphone for the intercom, and putting plain text on the clipboard. */
export function guardSession(session: Session, log: Log): void {
  const allowed = (permission: string, url: string, mediaTypes: readonly string[]): boolean =>
    isOwnPage(url) &&
    (permission === 'clipboard-sanitized-write' ||
      (permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio')));
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const grant = allowed(permission, details.requestingUrl, types);
    if (!grant) log.warn({ permission, url: details.requestingUrl }, 'permission denied');
    answer(grant);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    allowed(permission, `${origin}/`, details.mediaType === undefined ? [] : [details.mediaType]),
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
