import { join } from 'node:path';
import { expect, test } from 'vitest';
import { npmNode } from './npmClient.mjs';
import { root } from './paths.mjs';

/** A file that is there, in the place of a Node outside the checkout. */
const SYSTEM = '/bin/sh';
const ours = join(root, 'node_modules', 'node', 'package.json');

test('npm is never run by the Node that npm takes away', () => {
  expect(npmNode({ npm_node_execpath: SYSTEM }, ours)).toBe(SYSTEM);
  expect(npmNode({ npm_node_execpath: ours }, SYSTEM)).toBe(SYSTEM);
  expect(npmNode({ npm_node_execpath: '/no/such/node' }, SYSTEM)).toBe(SYSTEM);
  expect(npmNode({}, ours)).toBe(ours);
});
