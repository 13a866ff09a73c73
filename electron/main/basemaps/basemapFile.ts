import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import {
  type BaseChange,
  baseChangeSchema,
  type BasemapsView,
  baseSchema,
  type BaseView,
  type FileBase,
  MOST_BASES,
  type NetworkBase,
  networkProblem,
} from '#shared/contract/basemaps.ts';
import { loadJson, saveJson } from '../jsonFile.ts';
import type { Log } from '../log.ts';
import { needsToken } from './template.ts';
import { openToken, sealToken } from './tokens.ts';

const MAGIC = { pmtiles: 'PMTiles', mbtiles: 'SQLite format 3' } as const;
const OWNER_ONLY = 0o600;

const entrySchema = z.record(z.string(), z.unknown());
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.object({ version: z.literal(1), bases: z.array(entrySchema).max(MOST_BASES) });

/** A base as main has it: with its path, or with its token. */
export type KnownBase = FileBase | (NetworkBase & { token: string | null });

interface World {
  home: string;
  log: Log;
  now(): number;
  /** key of what is sealed here, 32 bytes in base64 */
  key(): string;
}

/**
 * The base maps of this workstation, `<home>/basemaps.json`, which an administrator may write by hand. Each entry is judged by itself:
 * one that is wrong is told and stays in the file, the others work. A token written in plain is sealed at once.
 */
export class BasemapFile {
  readonly #path: string;
  readonly #world: World;
  #entries: Entry[] = [];
  #read = -1;
  /** where a file that is no such file was set aside, or null */
  damaged: string | null = null;

  constructor(world: World) {
    this.#world = world;
    this.#path = join(world.home, 'basemaps.json');
    this.#refresh();
  }

  view(): BasemapsView {
    this.#refresh();
    const view: BasemapsView = { bases: [], wrong: [] };
    for (const entry of this.#entries) {
      const { base, problem } = judged(entry);
      if (base) view.bases.push(this.#viewOf(base, entry));
      else view.wrong.push({ name: [entry.name, entry.id].find((one) => typeof one === 'string') ?? '', ...problem });
    }
    return view;
  }

  /** Null when there is none of that id, or its entry is wrong. */
  base(id: string): KnownBase | null {
    const entry = this.#entries.find((one) => one.id === id);
    const base = entry && judged(entry).base;
    if (!entry || !base) return null;
    return base.kind === 'network' ? { ...base, token: this.#tokenOf(entry) } : base;
  }

  /** Takes a change of a page. Throws for what does not fit, and when it cannot be written. */
  change(asked: BaseChange): BasemapsView {
    const change = baseChangeSchema.parse(asked);
    this.#refresh();
    const id = change.kind === 'remove' ? change.id : change.base.id;
    const before = this.#entries.find((entry) => entry.id === id);
    if (change.kind === 'remove') return this.#keep(this.#entries.filter((entry) => entry !== before));
    if (change.kind === 'describe') {
      if (!before) throw new Error('no such base');
      return this.#keep(this.#entries.map((entry) => (entry === before ? { ...entry, ...change.base } : entry)));
    }
    if (before && before.kind !== 'network') throw new Error('a file is no network');
    if (networkProblem(change.base)) throw new Error('a base that does not fit together');
    const sealed = change.token === undefined ? before?.token : this.#sealed(change.token);
    return this.#put({ ...change.base, ...(sealed === undefined ? {} : { token: sealed }) }, before);
  }

  /** Adds a file that was chosen by a dialog of the system. @returns its id, or why not */
  addFile(path: string): { id: string } | 'file-unreadable' | 'too-many' {
    this.#refresh();
    const kind = kindOf(path);
    if (!kind) return 'file-unreadable';
    if (this.#entries.length >= MOST_BASES) return 'too-many';
    const name =
      basename(path)
        .replace(/\.[^.]+$/, '')
        .slice(0, 40) || kind;
    const id = freeId(kind, new Set(this.#entries.map((entry) => entry.id)));
    this.#keep([...this.#entries, { kind, id, name, path, system: 'wgs84', imagery: false }]);
    return { id };
  }

  #put(entry: Entry, before: Entry | undefined): BasemapsView {
    if (before) return this.#keep(this.#entries.map((one) => (one === before ? entry : one)));
    return this.#keep([...this.#entries, entry]);
  }

  #keep(entries: Entry[]): BasemapsView {
    const whole = fileSchema.parse({ version: 1, bases: entries });
    saveJson(this.#path, whole, OWNER_ONLY);
    this.#entries = entries;
    this.#read = changedAt(this.#path);
    return this.view();
  }

  /** Reads the file again when it has been changed by somebody else. */
  #refresh(): void {
    const at = changedAt(this.#path);
    if (at === this.#read) return;
    this.#read = at;
    const loaded = loadJson(this.#path, fileSchema, { version: 1 as const, bases: [] }, this.#world.now());
    this.#entries = loaded.value.bases;
    if (loaded.damaged !== null) {
      this.damaged = loaded.damaged;
      this.#world.log.warn({ file: loaded.damaged }, 'the file of base maps was damaged and set aside');
    }
    this.#sealPlain();
  }

  #sealPlain(): void {
    if (!this.#entries.some(({ token }) => typeof token === 'string')) return;
    const sealed = this.#entries.map((entry) =>
      typeof entry.token === 'string' ? { ...entry, token: this.#sealed(entry.token) } : entry,
    );
    try {
      this.#keep(sealed);
    } catch (error) {
      this.#entries = sealed;
      this.#world.log.warn({ error: String(error) }, 'a token in the file of base maps could not be sealed there');
    }
  }

  #sealed(token: string): Entry['token'] {
    return token === '' ? undefined : { sealed: sealToken(token, this.#world.key()) };
  }

  #tokenOf({ token }: Entry): string | null {
    const sealed = z.object({ sealed: z.string() }).safeParse(token);
    return sealed.success ? openToken(sealed.data.sealed, this.#world.key()) : null;
  }

  #viewOf(base: FileBase | NetworkBase, entry: Entry): BaseView {
    if (base.kind === 'network') {
      const hasToken = this.#tokenOf(entry) !== null;
      return { ...base, hasToken, state: needsToken(base.urls) && !hasToken ? 'token-missing' : 'ready' };
    }
    const { path, ...rest } = base;
    const state = !existsSync(path) ? 'file-missing' : kindOf(path) === base.kind ? 'ready' : 'file-unreadable';
    return { ...rest, file: basename(path), state };
  }
}

function judged(entry: Entry): {
  base: FileBase | NetworkBase | null;
  problem: { field: string; problem: string };
} {
  const parsed = baseSchema.safeParse(entry);
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  const problem = {
    field: String(issue?.path[0] ?? 'kind'),
    problem: issue?.code === 'custom' ? issue.message : 'value',
  };
  if (!parsed.success) return { base: null, problem };
  const unfit = parsed.data.kind === 'network' ? networkProblem(parsed.data) : null;
  if (unfit) return { base: null, problem: { field: unfit, problem: 'value' } };
  // A path that begins nowhere would be another file from another folder.
  if (parsed.data.kind !== 'network' && !isAbsolute(parsed.data.path))
    return { base: null, problem: { field: 'path', problem: 'path-relative' } };
  return { base: parsed.data, problem };
}

/** What a file is by how it begins; null for anything else. */
function kindOf(path: string): keyof typeof MAGIC | null {
  const start = startOf(path, 16);
  return (['pmtiles', 'mbtiles'] as const).find((kind) => start.startsWith(MAGIC[kind])) ?? null;
}

function startOf(path: string, bytes: number): string {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.alloc(bytes);
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, bytes, 0));
  } catch {
    return '';
  } finally {
    if (file !== null) closeSync(file);
  }
}

function freeId(kind: string, taken: ReadonlySet<unknown>): string {
  for (let n = 1; ; n += 1) if (!taken.has(`${kind}-${n}`)) return `${kind}-${n}`;
}

/** 0 where there is none, or nothing can be: a data folder may be no folder at all. */
function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
