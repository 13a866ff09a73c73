import { type Line, line } from './page.ts';

/** A gateway that answers later than this is as good as none. */
const patienceMs = 5_000;

/**
 * Asks the gateway for its health.
 * @param url base URL; '' when the demo centre inside the app is used
 */
export async function askGateway(url: string): Promise<Line> {
  if (url === '') return line('gateway', 'the demo centre, started with the app (--gateway URL asks another)');
  if (!URL.canParse(url)) return line('gateway', `${url} is no address`, false);
  const started = performance.now();
  try {
    const answer = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(patienceMs) });
    const took = `${Math.round(performance.now() - started)} ms`;
    return line('gateway', `${url} answers ${answer.status} in ${took}`, answer.ok);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    return line('gateway', `${url} cannot be reached (${code})`, false);
  }
}
