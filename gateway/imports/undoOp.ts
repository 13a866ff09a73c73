import type { Case } from '#shared/domain/case.ts';
import type { EntityName, EntityRow } from '#shared/protocol/entities.ts';
import type { ImportBatch } from '#shared/protocol/imports.ts';
import { decideCaseAction } from '../cases/caseAction.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import { type ImportedRow, mergeUnits, type Put, type UndoneImport, type Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { breathe, SLICE } from './breathe.ts';
import { namesIn } from './references.ts';

const PAGE = 1000;
/** so many of what stands against it are named */
const NAMED = 5;
export const UNDO_REASON = '撤销导入';

type Undo = OpRequest<'import.undo'>;

/**
 * Puts back what stood before a batch: rows it replaced come back, rows it brought go, and its cases, which have a history, are
 * cancelled by whoever takes it back. Refused, with names, when anything of it changed since or is used by now.
 */
export async function undoImport(gateway: Gateway, request: Undo): Promise<Decision> {
  const { storage } = gateway;
  const batch = await storage.get('import-batch', request.payload.batchId);
  if (!batch) return refuse('not-found', '没有这个导入批次');
  if (batch.state === 'undone') return refuse('conflict', '此批次已经撤销');
  const rows = await rowsOf(gateway, batch.id);
  const against = [...(await changedSince(gateway, rows)), ...(await usedSince(gateway, rows))];
  if (against.length > 0) return inTheWay(against);
  const unit = batch.kind === 'case' ? await cancelled(gateway, request, rows) : putBack(batch, rows);
  if ('ok' in unit) return unit;
  const { user } = request;
  const undone = { byId: user.id, byName: user.name, at: gateway.now() };
  const after: ImportBatch = { ...batch, version: batch.version + 1, state: 'undone', undone };
  return {
    ok: true,
    unit: mergeUnits({ puts: [putRow('import-batch', after, batch.version)] }, unit),
    answer: { result: { batchId: batch.id, rows: rows.length } },
  };
}

async function rowsOf({ storage }: Gateway, batchId: string): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = [];
  for (;;) {
    const page = await storage.importedRows(batchId, rows.at(-1)?.id ?? '', PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
    await breathe();
  }
}

async function changedSince({ storage }: Gateway, rows: readonly ImportedRow[]): Promise<string[]> {
  const changed: string[] = [];
  for (const [n, { entity, id, version }] of rows.entries()) {
    const now = await storage.get(entity, id);
    if (!now || versionOf(now) !== version) changed.push(now ? labelOf(now) : id);
    if (n % SLICE === SLICE - 1) await breathe();
  }
  return changed;
}

/** Whatever was written after the batch and names a row that would go: the log tells of all of it. */
async function usedSince({ storage }: Gateway, rows: readonly ImportedRow[]): Promise<string[]> {
  const going = new Set(rows.filter(({ before, entity }) => before === null && entity !== 'case').map(keyOf));
  if (going.size === 0) return [];
  const users = new Map<string, string>();
  const own = new Set(rows.map(keyOf));
  let seq = rows[0]?.seq ?? 0;
  for (;;) {
    const read = await storage.changesAfter(seq, PAGE);
    if (read === 'gone') return ['此后的变更记录已清理，无法确认是否仍在使用'];
    for (const { entity, id, op, value } of read.changes) {
      if (op !== 'put' || own.has(`${entity}:${id}`)) continue;
      const row = value as EntityRow<EntityName>;
      if (namesIn(entity, row).some((name) => going.has(name))) users.set(`${entity}:${id}`, labelOf(row));
    }
    seq = read.changes.at(-1)?.seq ?? seq;
    if (!read.more) return [...users.values()];
    await breathe();
  }
}

function inTheWay(names: readonly string[]): WireRefusal {
  const named = names.slice(0, NAMED).join('、');
  const more = names.length > NAMED ? ` 等 ${names.length} 项` : '';
  return refuse('conflict', `此后已有改动或引用，不能撤销：${named}${more}`);
}

function putBack(batch: ImportBatch, rows: readonly ImportedRow[]): Unit {
  const puts: Put[] = [];
  const dels: NonNullable<Unit['dels']> = [];
  const undoneImport: UndoneImport = { batchId: batch.id, rows: [] };
  for (const { entity, id, version, before } of rows) {
    if (before === null) {
      dels.push({ entity, id });
      continue;
    }
    const row = before as EntityRow<EntityName>;
    puts.push(putRow(entity, { ...row, version: version + 1 } as EntityRow<EntityName>, version));
    undoneImport.rows.push({ entity, id, from: versionOf(row), to: version + 1 });
  }
  return { puts, dels, undoneImport };
}

async function cancelled(gateway: Gateway, request: Undo, rows: readonly ImportedRow[]): Promise<Unit | WireRefusal> {
  const { actor, deskAt } = request;
  const units: Unit[] = [];
  for (const { id } of rows) {
    const decision = await decideCaseAction(gateway, {
      caseId: id,
      action: { action: 'cancel', payload: { reason: UNDO_REASON } },
      actor,
      // Whoever may take a batch back may cancel what came with it, and nothing else by this.
      roles: ['shift-lead'],
      deskAt,
    });
    if (!decision.ok) return decision;
    units.push(decision.unit);
    if (units.length % SLICE === 0) await breathe();
  }
  return {
    puts: units.flatMap(({ puts = [] }) => puts),
    dropDeliveries: units.flatMap(({ dropDeliveries = [] }) => dropDeliveries),
    undoneImport: { batchId: request.payload.batchId, rows: [] },
  };
}

function versionOf(row: EntityRow<EntityName>): number {
  return 'version' in row ? row.version : 1;
}

function keyOf({ entity, id }: Pick<ImportedRow, 'entity' | 'id'>): string {
  return `${entity}:${id}`;
}

/** What people know a row by. */
function labelOf(row: EntityRow<EntityName>): string {
  if ('number' in row) return (row as Case).number ?? (row as Case).title;
  if ('zh' in row) return row.zh;
  if ('code' in row) return `${'name' in row ? row.name : ''} ${row.code}`.trim();
  return 'id' in row ? row.id : row.key;
}
