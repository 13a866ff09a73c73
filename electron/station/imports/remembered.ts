import { z } from 'zod';
import { type ImportCrs, importCrsSchema, type ImportFile } from '#shared/contract/importViews.ts';
import type { ImportKind } from '#shared/protocol/imports.ts';
import type { Meta } from '../db/meta.ts';
import { sha256 } from '../wholeFile.ts';
import type { OpenFile } from './openFile.ts';

const howSchema = z.object({ mapping: z.array(z.string().nullable()), crs: importCrsSchema });

/** How a file with these headings was read last at this desk; null when none was. */
export function keptHow(
  meta: Meta,
  kind: ImportKind,
  headings: readonly string[],
): { mapping: (string | null)[]; crs: ImportCrs } | null {
  const kept = meta.get(keyOf(kind, headings));
  const how = howSchema.safeParse(kept === null ? null : JSON.parse(kept));
  return how.success && how.data.mapping.length === headings.length ? how.data : null;
}

export function keepHow(meta: Meta, { kind, table, mapping, crs }: OpenFile): void {
  if (table) meta.set(keyOf(kind, table.headings), JSON.stringify({ mapping, crs }));
}

const correctionsSchema = z.array(z.tuple([z.string(), z.string()]));

/** What was corrected in these very files and not sent yet: a station that died loses nothing that was typed. */
export function keptCorrections(meta: Meta, files: readonly ImportFile[]): Map<string, string> {
  const kept = meta.get(correctionsKey(files));
  const corrections = correctionsSchema.safeParse(kept === null ? null : JSON.parse(kept));
  return new Map(corrections.success ? corrections.data : []);
}

export function keepCorrections(meta: Meta, { files, corrections }: OpenFile): void {
  meta.set(correctionsKey(files), JSON.stringify([...corrections]));
}

export function forgetCorrections(meta: Meta, { files }: OpenFile): void {
  meta.remove(correctionsKey(files));
}

function correctionsKey(files: readonly ImportFile[]): string {
  return `import-corrections:${sha256(Buffer.from(files.map(({ bytes }) => sha256(bytes)).join())).slice(0, 32)}`;
}

function keyOf(kind: ImportKind, headings: readonly string[]): string {
  return `import:${kind}:${sha256(Buffer.from(JSON.stringify(headings))).slice(0, 32)}`;
}
