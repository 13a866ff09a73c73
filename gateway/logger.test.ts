import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

describe('the log', () => {
  it('[GW17] never holds a password, token or contact, however deep it was handed in', () => {
    const lines: string[] = [];
    const log = createLogger('info', { write: (line: string) => void lines.push(line) });
    log.info(
      { password: 'geheim-1', auth: { token: 'geheim-2' }, op: { payload: { contact: { phone: 'geheim-3' } } } },
      'op',
    );
    log.info(
      { body: { refreshToken: 'geheim-4' }, headers: { authorization: 'Bearer geheim-5' }, userId: 'lead' },
      'in',
    );
    const text = lines.join('');
    expect(text).not.toContain('geheim');
    expect(text).toContain('"userId":"lead"');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['op', 'in']);
  });
});
