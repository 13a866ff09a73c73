import { describe, expect, it } from 'vitest';
import { readArgs } from './args.ts';

describe('readArgs', () => {
  it('takes the stable switches and leaves the rest to Chromium', () => {
    const args = readArgs([
      '/app',
      '--no-sandbox',
      '--gateway',
      'http://127.0.0.1:8700/',
      '--lang',
      'en',
      '--window=wall',
    ]);
    expect(args).toMatchObject({ gateway: 'http://127.0.0.1:8700', language: 'en', window: 'wall', complaints: [] });
  });

  it('takes a link wherever it stands', () => {
    const link = { kind: 'case', key: '9901' };
    expect(readArgs(['/app', 'street-console://case/9901', '--lang', 'en'])).toMatchObject({ language: 'en', link });
  });

  it('starts the demo centre when no gateway is named', () => {
    expect(readArgs([])).toMatchObject({ gateway: '', window: null, link: null, language: null, workers: 400 });
  });

  it('replaces nonsense by defaults and complains of it', () => {
    const args = readArgs([
      '--gateway',
      'ftp://x',
      '--lang',
      'fr',
      '--window',
      'attic',
      '--workers',
      '-3',
      '--rate',
      'many',
    ]);
    expect(args).toMatchObject({ gateway: '', language: null, window: null, workers: 400, rate: 10 });
    expect(args.complaints).toHaveLength(5);
  });
});
