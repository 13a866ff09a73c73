import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { type Line, line } from './page.ts';

const keptSchema = z.object({ kept: z.enum(['keychain', 'file']) });

/** How the key of what is encrypted at rest is kept; nothing of the key is read out. */
export function inspectVault(file: string): Line {
  if (!existsSync(file)) return line('key', 'none yet (made at the first start)');
  try {
    const { kept } = keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (kept === 'keychain') return line('key', 'sealed by the system’s keychain');
    const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    if (open) return line('key', `${file} can be read by others; the app closes it at its next start`, false);
    return line('key', 'no keychain here: in a file of this account only (whoever reads it reads what is encrypted)');
  } catch {
    return line('key', `${file} cannot be read; the app sets it aside and makes a new key`, false);
  }
}
