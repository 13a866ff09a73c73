import {
  type ImportCrs,
  type ImportDraft,
  type ImportRowView,
  importKeepSchema,
  type ImportStep,
  importStepSchema,
  SHOWN_ROWS,
} from '#shared/contract/importViews.ts';
import type { Answer } from '#shared/contract/station.ts';
import { missingFields, proposedMapping } from '#shared/imports/columns.ts';
import { type ImportFileRef, MOST_IMPORT_CASES } from '#shared/protocol/imports.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import type { Cache } from '../cache/cache.ts';
import type { Meta } from '../db/meta.ts';
import type { Knowledge } from '../intake/knowledge.ts';
import type { Log } from '../log.ts';
import { no, yes } from '../serve/answers.ts';
import { type Judged, judgeRows, NOTHING_JUDGED } from './judge.ts';
import { forgetCorrections, keepCorrections, keepHow, keptCorrections, keptHow } from './remembered.ts';
import { type OpenFile, placedByFile } from './openFile.ts';
import { readApart } from './reading.ts';

export interface ImportDeskWorld {
  /** code of the thread that reads */
  reader: URL;
  cache: Cache;
  knowledge: Knowledge;
  meta: Meta;
  log: Log;
  serverNow(): number;
  keepRows(bytes: Uint8Array): Promise<ImportFileRef>;
  /** what `view` tells has changed */
  changed(): void;
}

const WGS84: ImportCrs = { system: 'wgs84' };

/** The file to import that lies open at this desk: one at a time, in memory until its rows are sent. */
export class ImportDesk {
  readonly #world: ImportDeskWorld;
  #open: OpenFile | null = null;
  #judged: Judged = NOTHING_JUDGED;
  /** grows with each change, so that what was begun for an earlier one is dropped */
  #turn = 0;
  /** the last step with its judging */
  #done: Promise<void> = Promise.resolve();

  constructor(world: ImportDeskWorld) {
    this.#world = world;
  }

  /** Does one thing to it. The answer comes when the whole of it is judged anew. */
  async step(input: unknown): Promise<Answer<null>> {
    const parsed = importStepSchema.safeParse(input);
    if (!parsed.success) {
      const isLarge = parsed.error.issues.some(({ message }) => message === 'too-large');
      return no('invalid', isLarge ? 'import-too-large' : 'invalid-input');
    }
    const step = parsed.data;
    const needsTable = step.do === 'crs' || step.do === 'map' || step.do === 'correct';
    if (needsTable && !this.#open?.table) return no('gone', 'import-unready');
    if (step.do === 'encoding' && !this.#open) return no('gone', 'import-unready');
    this.#turn += 1;
    const done = this.#do(step);
    this.#done = done;
    await done;
    return yes(null);
  }

  async #do(step: ImportStep): Promise<void> {
    if (step.do === 'open') await this.#openFiles(step);
    else if (step.do === 'drop') this.#drop();
    else if (this.#open && step.do === 'encoding') await this.#read({ ...this.#open, encoding: step.encoding });
    else if (this.#open && step.do !== 'encoding') this.#change(this.#open, step);
    await this.#judge();
  }

  /** The open file as a window shows it; null when none is. */
  view(): ImportDraft | null {
    const open = this.#open;
    if (!open) return null;
    const { table, mapping } = open;
    const rowOf = (n: number): ImportRowView => ({
      n,
      cells: open.cellsOf(n),
      troubles: this.#judged.troubles.get(n) ?? [],
    });
    const wrong = [...this.#judged.troubles.keys()];
    return {
      ...{ kind: open.kind, fileName: open.fileName, reading: table === null && open.failure === null },
      ...{ failure: open.failure, encoding: table?.encoding ?? null, crs: open.crs, crsTold: Boolean(table?.crs) },
      ...{ headings: table?.headings ?? [], mapping: [...mapping] },
      missing: table ? missingFields(open.kind, mapping, placedByFile(open)) : [],
      rows: table?.rows.length ?? 0,
      ...{ fresh: this.#judged.fresh, replacing: this.#judged.replacing, wrong: wrong.length },
      corrected: open.corrections.size,
      first: Array.from({ length: Math.min(SHOWN_ROWS, table?.rows.length ?? 0) }, (_, n) => rowOf(n)),
      wrongRows: wrong.slice(0, SHOWN_ROWS).map(rowOf),
    };
  }

  /** Keeps the rows that are right for the action that brings them to the centre. */
  async keep(input: unknown): Promise<Answer<OpPayload<'import.apply'>>> {
    const how = importKeepSchema.safeParse(input);
    // A correction that is judged just now is among what is sent.
    await this.#done;
    const open = this.#open;
    const { lines, troubles } = this.#judged;
    if (!how.success) return no('invalid', 'invalid-input');
    if (!open?.table || lines.length === 0) return no('gone', 'import-unready');
    if (troubles.size > 0 && !how.data.leaveWrong) return no('conflict', 'import-wrong');
    if (open.kind === 'case' && lines.length > MOST_IMPORT_CASES) return no('invalid', 'import-many-cases');
    const file = await this.#world.keepRows(Buffer.from(lines.join('\n')));
    keepHow(this.#world.meta, open);
    return yes({ kind: open.kind, fileName: open.fileName, file, rows: lines.length });
  }

  #drop(): void {
    if (this.#open) forgetCorrections(this.#world.meta, this.#open);
    this.#open = null;
  }

  async #openFiles({ kind, files }: Extract<ImportStep, { do: 'open' }>): Promise<void> {
    const [first] = files;
    const shape = files.find(({ name }) => name.toLowerCase().endsWith('.shp')) ?? first;
    await this.#read({
      ...{ kind, files, fileName: shape?.name ?? '', encoding: null, table: null, failure: null },
      ...{ crs: WGS84, mapping: [], corrections: keptCorrections(this.#world.meta, files), cellsOf: () => [] },
    });
  }

  /** Corrections stay: what an operator typed is right in any encoding. */
  async #read(wanted: OpenFile): Promise<void> {
    const turn = this.#turn;
    this.#judged = NOTHING_JUDGED;
    this.#open = { ...wanted, table: null, failure: null };
    this.#world.changed();
    const outcome = await readApart(this.#world.reader, wanted.files, wanted.encoding);
    if (this.#turn !== turn) return;
    if (!outcome.ok) {
      this.#world.log.warn({ reason: outcome.reason, detail: outcome.detail }, 'a file to import cannot be read');
      this.#open = { ...wanted, table: null, failure: outcome.reason };
      return;
    }
    const { table } = outcome;
    const known = keptHow(this.#world.meta, wanted.kind, table.headings);
    const { corrections } = wanted;
    this.#open = {
      ...wanted,
      table,
      failure: null,
      mapping: known?.mapping ?? proposedMapping(wanted.kind, table.headings),
      crs: table.crs ?? known?.crs ?? wanted.crs,
      cellsOf: (n) => (table.rows[n] ?? []).map((cell, column) => corrections.get(`${n}:${column}`) ?? cell),
    };
  }

  #change(open: OpenFile, step: Exclude<ImportStep, { do: 'open' | 'drop' | 'encoding' }>): void {
    switch (step.do) {
      case 'crs':
        this.#open = { ...open, crs: step.crs };
        return;
      case 'map': {
        // A field is in one column at a time.
        const mapping = open.mapping.map((field, column) => {
          if (column === step.column) return step.field;
          return field === step.field ? null : field;
        });
        this.#open = { ...open, mapping };
        return;
      }
      case 'correct':
        open.corrections.set(`${step.row}:${step.column}`, step.text.trim());
        keepCorrections(this.#world.meta, open);
    }
  }

  async #judge(): Promise<void> {
    const turn = this.#turn;
    const open = this.#open;
    const { cache, knowledge, serverNow } = this.#world;
    const judged = open?.table
      ? await judgeRows(open, { cache, knowledge, now: serverNow() }, () => this.#turn !== turn)
      : NOTHING_JUDGED;
    if (judged === null || this.#turn !== turn) return;
    this.#judged = judged;
    this.#world.changed();
  }
}
