// The app that sits in the registry-shipped runtime's `resources/app`. It does what Electron's own default app does: it
// loads the app folder (or file) given as the first argument that is no flag. It is an ES module on purpose: Electron waits
// for an ES module's top-level await before it says `ready`, and an app must register its schemes before that.
import { app } from 'electron';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Flags that take the next argument as their value. */
const flagsWithValue = new Set(['-r', '--require']);

function readArguments(args) {
  const preload = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (flagsWithValue.has(arg)) {
      index += 1;
      preload.push(args[index]);
    } else if (!arg.startsWith('-')) return { preload, target: resolve(arg) };
  }
  return { preload, target: undefined };
}

function entryOf(target) {
  if (!statSync(target).isDirectory()) return target;
  const manifestFile = join(target, 'package.json');
  const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
  const name = manifest.productName || manifest.name;
  if (name) app.setName(name);
  if (manifest.version) app.setVersion(manifest.version);
  if (name && process.platform === 'linux') app.setDesktopName(manifest.desktopName || `${name}.desktop`);
  app.setAppPath(target);
  return join(target, manifest.main || 'index.js');
}

process.defaultApp = true;
const { preload, target } = readArguments(process.argv.slice(1));
const load = createRequire(join(process.cwd(), 'noop.js'));
for (const name of preload) load(name);
if (!target || !existsSync(target)) {
  process.stderr.write(target ? `There is no app at ${target}\n` : 'Usage: electron [flags] <app folder>\n');
  app.exit(1);
} else {
  try {
    await import(pathToFileURL(entryOf(target)).href);
  } catch (error) {
    process.stderr.write(`The app at ${target} did not load:\n${error instanceof Error ? error.stack : error}\n`);
    app.exit(1);
  }
}
