import { rowTroubles } from '#shared/imports/check.ts';
import { mergedRow, type MergeHelp, type ReplacingKind } from '#shared/imports/merge.ts';
import { importKey, type ImportRow } from '#shared/imports/rows.ts';
import { IMPORT_TROUBLES, type ImportTrouble } from '#shared/imports/troubles.ts';
import { idSchema } from '#shared/protocol/common.ts';
import { type ImportBatch, type ImportKind, MOST_IMPORT_CASES } from '#shared/protocol/imports.ts';
import { decideNewCase } from '../cases/newCase.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put, Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { breathe, SLICE } from './breathe.ts';
import { forgetFile, readImport } from './importFile.ts';
import { importWorld } from './importWorld.ts';

/** so many wrong rows are told of */
const TOLD = 5;

type Apply = OpRequest<'import.apply'>;
type Written = { ok: true; unit: Unit; replaced: number } | WireRefusal;

/** Takes a batch as a whole: every row is judged as at the desk, and one that is wrong leaves all of them out. */
export async function applyImport(gateway: Gateway, request: Apply): Promise<Decision> {
  const { payload, entityId: id } = request;
  if (id === undefined || !idSchema.safeParse(id).success) return refuse('invalid', '批次编号不是 UUID（entityId）');
  if (payload.kind === 'case' && payload.rows > MOST_IMPORT_CASES)
    return refuse('invalid', '案件一批最多 1 万件，请分批导入');
  if (await gateway.storage.get('import-batch', id)) return refuse('conflict', '此批次已经导入');
  const read = await readImport(gateway, request, payload.kind);
  if (!read.ok) return read;
  const wrong = await judged(gateway, payload.kind, read.rows);
  if (wrong) return wrong;
  const written =
    payload.kind === 'case'
      ? await newCases(gateway, request, read.rows as ImportRow<'case'>[])
      : await newRows(gateway, payload.kind, read.rows as ImportRow<ReplacingKind>[]);
  if (!written.ok) return written;
  const { unit, replaced } = written;
  const batch: ImportBatch = {
    ...{ id, version: 1, kind: payload.kind, fileName: payload.fileName, rows: read.rows.length, replaced },
    by: { id: request.user.id, name: request.user.name },
    at: gateway.now(),
    state: 'applied',
  };
  return {
    ok: true,
    unit: { ...unit, puts: [...(unit.puts ?? []), putRow('import-batch', batch, 0)], importedBy: id },
    answer: { result: { batchId: id, rows: batch.rows, replaced } },
    after: () => {
      forgetFile(gateway, payload.file.id).catch((error: unknown) => {
        gateway.log.warn({ err: error, media: payload.file.id }, 'an imported file is forgotten later');
      });
    },
  };
}

/** Null when every row may come in; else what is wrong with the first of those that may not, and how many they are. */
async function judged(gateway: Gateway, kind: ImportKind, rows: readonly ImportRow[]): Promise<WireRefusal | null> {
  const world = await importWorld(gateway, kind, rows);
  const seen = new Set<string>();
  const told: string[] = [];
  let wrong = 0;
  for (const [n, row] of rows.entries()) {
    const key = importKey(row);
    const troubles: ImportTrouble[] = seen.has(key)
      ? [{ field: 'code', reason: 'twice', value: key }]
      : rowTroubles(kind, row, world);
    seen.add(key);
    const [first] = troubles;
    if (first) {
      wrong += 1;
      if (told.length < TOLD)
        told.push(`第 ${n + 1} 行 ${IMPORT_TROUBLES[first.reason].zh}（${first.value.slice(0, 40)}）`);
    }
    if (n % SLICE === SLICE - 1) await breathe();
  }
  return wrong === 0 ? null : refuse('invalid', `${wrong} 行有误，全部没有导入：${told.join('；')}`);
}

/** Rows with a code of their own: each replaces the one that is there, with a version more. */
async function newRows<K extends ReplacingKind>(
  { storage, directory }: Gateway,
  kind: K,
  rows: readonly ImportRow<K>[],
): Promise<Written> {
  const [category] = directory.categories.values();
  const help: MergeHelp = {
    gridAt: (lon, lat) => directory.grids.gridAt(lon, lat),
    workerIndex: () => directory.takeWorkerIndex(),
    catalogueVersion: category?.catalogueVersion ?? '1',
  };
  const puts: Put[] = [];
  let replaced = 0;
  for (const row of rows) {
    const before = await storage.get(kind, importKey(row));
    if (before) replaced += 1;
    puts.push(putRow(kind, mergedRow(kind, row, before, help), before?.version ?? 0));
    if (puts.length % SLICE === 0) await breathe();
  }
  return { ok: true, unit: { puts }, replaced };
}

/** Cases come in as reported now, each with number, first history line and clock, told by whoever imports them. */
async function newCases(gateway: Gateway, request: Apply, rows: readonly ImportRow<'case'>[]): Promise<Written> {
  const { actor, deskAt, user } = request;
  const puts: Put[] = [];
  for (let from = 0; from < rows.length; from += SLICE) {
    // Side by side, so that their numbers are taken in one transaction.
    const decisions = await Promise.all(
      rows
        .slice(from, from + SLICE)
        .map((row) =>
          decideNewCase(
            gateway,
            { ...row, source: 'import', reporterId: null, media: [] },
            { actor, roles: user.roles, deskAt },
          ),
        ),
    );
    for (const decision of decisions) {
      if (!decision.ok) return decision;
      puts.push(...(decision.unit.puts ?? []));
    }
    await breathe();
  }
  return { ok: true, unit: { puts }, replaced: 0 };
}
