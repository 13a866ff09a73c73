import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileInside, parseRange } from './fileRequest.ts';

describe('fileInside', () => {
  it('finds a file of the root', () => {
    expect(fileInside('/srv/pages', 'app://street/assets/a.js')).toBe('/srv/pages/assets/a.js');
  });

  it('never leads out of the root', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '%2e%2e', '%2F', 'a', '.', '%5c', '%', '%e4', '%00'), { maxLength: 12 }),
        (parts) => {
          const found = fileInside('/srv/pages', `app://street/${parts.join('/')}`);
          expect(found === null || found.startsWith('/srv/pages/')).toBe(true);
        },
      ),
    );
  });
});

describe('parseRange', () => {
  it('reads the three forms of RFC 9110', () => {
    expect(parseRange('bytes=0-9', 100)).toEqual({ start: 0, end: 9 });
    expect(parseRange('bytes=90-', 100)).toEqual({ start: 90, end: 99 });
    expect(parseRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 });
  });

  it('cuts a range at the end of the file and refuses one behind it', () => {
    expect(parseRange('bytes=50-1000', 100)).toEqual({ start: 50, end: 99 });
    expect(parseRange('bytes=100-', 100)).toBeNull();
    expect(parseRange('bytes=-', 100)).toBeNull();
    expect(parseRange('lines=1-2', 100)).toBeNull();
  });
});
