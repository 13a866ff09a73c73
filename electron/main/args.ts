import { parseArgs } from 'node:util';
import { type DeepLink, type WindowKind, windowKindSchema } from '#shared/contract/windows.ts';
import { linkIn } from './deepLink.ts';

/** What the command line asked for. Unknown switches are left to Chromium. */
export interface LaunchArgs {
  /** base URL of a gateway; '' starts the demo centre inside the app */
  gateway: string;
  language: 'zh-CN' | 'en' | null;
  /** the windows that are asked for; null: those that stood open last */
  window: WindowKind | null;
  /** `street-console://…`, followed as soon as a desk stands */
  link: DeepLink | null;
  /** folder of district files for the demo centre and the map, or null for the shipped one */
  district: string | null;
  /** workers of the demo centre */
  workers: number;
  /** reports a minute of the demo centre */
  rate: number;
  seed: number;
  /** what could not be understood, for the start-up notice */
  complaints: string[];
}

/**
 * Reads `--gateway URL --lang zh-CN|en --window desk|wall|video --seed-district DIR --workers N --rate R --seed S`.
 * A value that makes no sense is replaced by the default and complained about, so that a typo never keeps a desk dark.
 */
export function readArgs(argv: readonly string[]): LaunchArgs {
  const { values, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      gateway: { type: 'string' },
      lang: { type: 'string' },
      window: { type: 'string' },
      'seed-district': { type: 'string' },
      workers: { type: 'string' },
      rate: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const complaints: string[] = [];
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const number = (name: string, fallback: number, max: number): number => {
    const value = text(name);
    if (value === null) return fallback;
    const parsed = Number(value);
    if (Number.isFinite(parsed) && parsed >= 0 && parsed <= max) return parsed;
    complaints.push(`--${name} ${value}`);
    return fallback;
  };
  const window = windowKindSchema.nullable().safeParse(text('window'));
  if (!window.success) complaints.push(`--window ${text('window')}`);
  const lang = text('lang');
  if (lang !== null && lang !== 'zh-CN' && lang !== 'en') complaints.push(`--lang ${lang}`);
  const gateway = text('gateway') ?? '';
  const gatewayFits = gateway === '' || isHttpUrl(gateway);
  if (!gatewayFits) complaints.push(`--gateway ${gateway}`);
  return {
    gateway: gatewayFits ? gateway.replace(/\/+$/, '') : '',
    language: lang === 'zh-CN' || lang === 'en' ? lang : null,
    window: window.success ? window.data : null,
    link: linkIn(positionals),
    district: text('seed-district'),
    workers: Math.round(number('workers', 400, 20_000)),
    rate: number('rate', 10, 10_000),
    seed: Math.round(number('seed', 1, 2 ** 31)),
    complaints,
  };
}

export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
