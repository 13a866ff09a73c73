import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { arch, cpus, freemem, release, totalmem, type, uptime } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '#shared/contract/settings.ts';
import { statusSchema } from '#shared/contract/views.ts';

/** The system and what it has to spare. */
export function systemFacts(): Record<string, unknown> {
  return {
    system: `${type()} ${release()} ${arch()}`,
    processors: cpus().length,
    processor: cpus()[0]?.model ?? '',
    memory: totalmem(),
    memoryFree: freemem(),
    upSeconds: Math.round(uptime()),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
  };
}

/** Bytes of the disk that the data folder lies on. */
export function diskFacts(home: string): Record<string, unknown> {
  const { bavail, blocks, bsize } = statfsSync(home);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** The settings that are about no person; of the gateway's address no more than where it is. */
export function settingsFacts(home: string): Record<string, unknown> {
  const file = join(home, 'settings.json');
  if (!existsSync(file)) return { defaults: true };
  const { lastUsername: _who, gateway, ...rest } = settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { ...rest, gateway: URL.canParse(gateway) ? new URL(gateway).origin : '' };
}

const keptSchema = z.object({ kept: z.enum(['keychain', 'file']) });

/** Where the key lies; nothing of the key. */
export function vaultFacts(home: string): Record<string, unknown> {
  const file = join(home, 'vault.json');
  if (!existsSync(file)) return { kept: 'none yet' };
  return {
    ...keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))),
    mode: (statSync(file).mode & 0o777).toString(8),
  };
}

/** A station's status without who sits there and what the centre is called. */
export function statusFacts(status: unknown): unknown {
  const parsed = statusSchema.safeParse(status);
  if (!parsed.success) return { answered: false };
  const { session, link, centre, care, ...counts } = parsed.data;
  return {
    answered: true,
    ...counts,
    session: session.state,
    roles: session.user?.roles ?? [],
    link: { state: link.state, since: link.since, attempt: link.attempt },
    demo: centre.demo,
    care: { running: care.running?.job ?? null, last: care.last && { job: care.last.job, ok: care.last.ok } },
  };
}

/** folders of which only the sum is told: their names say nothing, or too much */
const SUMMED = ['chromium', 'media', 'demo-centre'];
const OWN_NAME = /^[\w.-]{1,80}$/;

interface FileFact {
  name: string;
  bytes: number;
  changedAt: string;
}

/** What lies in the data folder: names, sizes and times. */
export function fileFacts(home: string): {
  files: FileFact[];
  folders: { name: string; files: number; bytes: number }[];
} {
  const top = readdirSync(home, { withFileTypes: true });
  const summed = top.filter((entry) => entry.isDirectory() && SUMMED.includes(entry.name));
  const listed = top
    .filter((entry) => !SUMMED.includes(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(home, entry.name)) : [join(home, entry.name)]));
  return {
    files: listed.flatMap((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      const name = relative(home, file).replaceAll('\\', '/');
      const known = name.split('/').every((part) => OWN_NAME.test(part));
      const changedAt = found ? new Date(found.mtimeMs).toISOString() : '';
      return found?.isFile() ? [{ name: known ? name : '(another name)', bytes: found.size, changedAt }] : [];
    }),
    folders: summed.map(({ name }) => {
      const sizes = filesUnder(join(home, name)).map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
      return { name, files: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
    }),
  };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
