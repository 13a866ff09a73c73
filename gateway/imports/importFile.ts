import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { IMPORT_ROWS, type ImportRow } from '#shared/imports/rows.ts';
import { IMPORT_MIME, type ImportKind } from '#shared/protocol/imports.ts';
import type { Gateway } from '../context.ts';
import type { OpRequest } from '../ops/request.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { breathe, SLICE } from './breathe.ts';

/** A file that no batch was made of is forgotten after so long. */
const KEEP_MS = 24 * 3_600_000;
const FORGOTTEN_AT_ONCE = 20;

/** Reads a batch's rows, line by line, each checked against its kind's schema. */
export async function readImport<K extends ImportKind>(
  { storage, files }: Gateway,
  { payload, user }: OpRequest<'import.apply'>,
  kind: K,
): Promise<{ ok: true; rows: ImportRow<K>[] } | WireRefusal> {
  const { file } = payload;
  const known = await storage.media.get(file.id);
  const isThere = known?.complete && known.mime === IMPORT_MIME && known.ownerId === user.id;
  if (!isThere) return refuse('gone', '导入文件没有传到中心，请重新导入');
  if (known.sha256 !== file.sha256 || known.size !== file.size) return refuse('invalid', '导入文件与所说的不符');
  const schema: z.ZodType = IMPORT_ROWS[kind];
  const rows: ImportRow<K>[] = [];
  for await (const line of createInterface({ input: files.open(file.id), crlfDelay: Infinity })) {
    if (rows.length >= payload.rows) return refuse('invalid', `导入文件多于 ${payload.rows} 行`);
    const parsed = schema.safeParse(jsonOf(line));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return refuse(
        'invalid',
        `第 ${rows.length + 1} 行不符合要求（${issue?.path.join('.') ?? ''}）：${issue?.message ?? ''}`,
      );
    }
    rows.push(parsed.data as ImportRow<K>);
    if (rows.length % SLICE === 0) await breathe();
  }
  if (rows.length < payload.rows) return refuse('invalid', `导入文件只有 ${rows.length} 行，应为 ${payload.rows} 行`);
  return { ok: true, rows };
}

/** Takes a file away: its rows are in the store, or nobody came for it. */
export async function forgetFile({ storage, files }: Pick<Gateway, 'storage' | 'files'>, id: string): Promise<void> {
  await files.remove(id);
  await storage.media.forget(id);
}

export async function forgetImportFiles(gateway: Gateway): Promise<void> {
  for (const id of await gateway.storage.media.importFiles(gateway.now() - KEEP_MS, FORGOTTEN_AT_ONCE)) {
    await forgetFile(gateway, id);
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
