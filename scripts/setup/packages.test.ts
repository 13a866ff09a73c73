import { expect, it } from 'vitest';
import { isInstalled } from './packages.mjs';

const wanted = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a-darwin': { version: '1.0.0', integrity: 'sha512-d', optional: true },
  },
};

it('is content with the packages of this platform', () => {
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  expect(isInstalled(wanted, { packages: { 'node_modules/a': a } })).toBe(true);
});

it('sees a missing, another and a tampered package, and an empty folder', () => {
  expect(isInstalled(wanted, { packages: {} })).toBe(false);
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } })).toBe(
    false,
  );
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } })).toBe(
    false,
  );
  expect(isInstalled(wanted, undefined)).toBe(false);
});
