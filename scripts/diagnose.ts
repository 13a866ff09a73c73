// `npm run diagnose [-- --home DIR] [FILE]`: the diagnostics bundle of a desk, without the app and whatever state it is in.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { isDiskFull } from '../electron/station/care/disk.ts';
import { makeBundle } from '../electron/station/diagnostics/bundle.ts';
import { dataFolder } from './doctor/dataFolder.ts';
import { root } from './setup/paths.mjs';
import { sizeText } from './setup/report.mjs';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { home: { type: 'string' } } });
const home = resolve(values.home ?? dataFolder());
const stamp = new Date().toISOString().slice(0, 16).replaceAll(':', '');
const target = resolve(positionals[0] ?? `street-diagnostics-${stamp}.zip`);
const versions = { app: version, node: process.versions.node, platform: process.platform, arch: process.arch };
try {
  const bytes = makeBundle({ home, target, resourcesPath: '', versions, status: null }, Date.now());
  process.stdout.write(`${target} (${sizeText(bytes)}): look into its manifest.json before you pass it on.\n`);
} catch (error) {
  const why = isDiskFull(error)
    ? 'not enough room on the disk'
    : error instanceof Error
      ? error.message
      : String(error);
  process.stderr.write(`The bundle could not be written: ${why}\n`);
  process.exitCode = 1;
}
