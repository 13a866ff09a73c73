import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redactLine } from './redact.ts';

/** of each log the newest part */
const MOST_BYTES = 2_000_000;

/** The logs of all processes as they may leave the desk: `logs/NAME` → text. What is no line of ours is counted only. */
export function redactedLogs(home: string): Record<string, string> {
  const folder = join(home, 'logs');
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder).filter((name) => /^[a-z-]+\.log(\.1)?$/.test(name));
  return Object.fromEntries(names.map((name) => [`logs/${name}`, redacted(endOf(join(folder, name)))]));
}

function redacted(text: string): string {
  const lines = text.split('\n').filter(Boolean);
  const kept = lines.map(redactLine).filter((line) => line !== null);
  const dropped = lines.length - kept.length;
  return [...(dropped > 0 ? [JSON.stringify({ dropped })] : []), ...kept, ''].join('\n');
}

function endOf(file: string): string {
  const { size } = statSync(file);
  const length = Math.min(size, MOST_BYTES);
  const bytes = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, bytes, 0, length, size - length);
  } finally {
    closeSync(handle);
  }
  return bytes.toString('utf8');
}
