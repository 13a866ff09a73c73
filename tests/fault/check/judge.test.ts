import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseEvent } from '#shared/domain/case.ts';
import { sealEvent } from '#shared/domain/chain.ts';
import { migrate } from '../../../electron/station/db/migrate.ts';
import { STEPS } from '../../../gateway/storage/sqlite/schema.ts';
import { freshFolder, removeFolder } from '../../support/centre.ts';
import { PLANTED_NAME } from '../acts/wishes.ts';
import type { Line } from '../journal.ts';
import { judge, type Remains } from './invariants.ts';

const CASE = '019e7044-8800-7049-b041-588993ccacc6';
const ACT = '019e7044-8800-7049-b041-000000000001';

let scratch: string;
let centre: Database.Database;
let north: Database.Database;
let lines: Line[];

beforeEach(() => {
  scratch = freshFolder('judge');
  for (const folder of ['centre', 'north', 'south']) mkdirSync(join(scratch, folder));
  centre = new Database(join(scratch, 'centre', 'centre.sqlite'));
  for (const step of STEPS) centre.exec(step);
  north = new Database(join(scratch, 'north', 'station.db'));
  migrate(north);
  const south = new Database(join(scratch, 'south', 'station.db'));
  migrate(south);
  south.close();
  lines = [];
});
afterEach(() => {
  centre.close();
  north.close();
  removeFolder(scratch);
});

function said(line: Partial<Line>): void {
  const act = {
    at: 0,
    desk: 'north',
    person: 'lead',
    call: 'act',
    id: ACT,
    mark: '⟦1⟧',
    kind: 'case.annotate',
  } as const;
  lines.push({ ...act, entityId: CASE, phase: 'yes', why: '', ...line });
}

/** Writes the history of the case at the centre and at the desks: one annotation for each note. */
function history(notes: string[], change: (event: CaseEvent) => CaseEvent = (event) => event): void {
  let previous: CaseEvent | null = null;
  for (const [i, note] of notes.entries()) {
    const actor = { id: 'lead', name: '值班长', kind: 'operator' } as const;
    const draft = {
      caseId: CASE,
      action: 'annotate',
      from: 'reported',
      to: 'reported',
      actor,
      at: i,
      deskAt: i,
    } as const;
    previous = sealEvent({ ...draft, note, media: [], detail: {} }, `${CASE.slice(0, -1)}${i}`, previous);
    put('case-event', previous.id, change(previous));
  }
  put('case', CASE, { id: CASE, version: notes.length });
}

function put(entity: string, id: string, value: unknown): void {
  centre
    .prepare('INSERT INTO entity (entity, id, version, value) VALUES (?, ?, 1, ?)')
    .run(entity, id, JSON.stringify(value));
}

function ended(outcome: string): void {
  north
    .prepare('INSERT INTO outbox_history (id, kind, user_id, at, ended_at, outcome) VALUES (?, ?, ?, 0, 0, ?)')
    .run(ACT, 'case.annotate', 'lead', outcome);
}

/** The promises that were found broken, but for the desks' state: nothing was synced here. */
function broken(more: Partial<Remains> = {}): string[] {
  const folder = (name: string) => join(scratch, name);
  const desks = { north: folder('north'), south: folder('south') };
  const verdicts = judge({ centre: folder('centre'), desks, lines, leaks: [], incidents: [], ...more });
  return verdicts.filter(({ violations }) => violations.length > 0).map(({ promise }) => promise);
}
const unsynced = [
  'the north desk holds what the gateway holds, byte for byte',
  'the south desk holds what the gateway holds, byte for byte',
];
const brokenOf = (more?: Partial<Remains>) => broken(more).filter((promise) => !unsynced.includes(promise));

describe('judge', () => {
  it('holds an act for well that was accepted and is in effect once, and one that was taken back', () => {
    said({});
    said({ id: 'other', mark: '⟦2⟧' });
    said({ id: 'other', mark: null, call: 'undo' });
    history(['⟦1⟧ a']);
    expect(brokenOf()).toEqual([]);
  });

  it('sees a loss', () => {
    said({});
    history(['b']);
    expect(brokenOf()).toEqual(['what an operator was told is accepted is in effect, or was taken back']);
    centre
      .prepare(`INSERT INTO answer (scope, id, by, seq, answer) VALUES ('op', ?, 'lead', 1, '{"ok":true}')`)
      .run(ACT);
    expect(brokenOf()).toContain('what the centre answered is what is in effect');
  });

  it('sees a loss of what only the desk knows to be done', () => {
    said({ phase: 'silence' });
    history(['b']);
    ended('done');
    expect(brokenOf()).toEqual(['what an operator was told is accepted is in effect, or was taken back']);
  });

  it('takes silence for neither a yes nor a no, but twice for once too often', () => {
    said({ phase: 'silence' });
    history(['b']);
    expect(brokenOf()).toEqual([]);
    put('shift-note', 'note', { id: 'note', text: '⟦1⟧' });
    put('shift-note', 'again', { id: 'again', text: '⟦1⟧' });
    expect(brokenOf()).toContain('nothing is in effect twice');
  });

  it('sees an act that was taken back, refused or amended and is in effect all the same', () => {
    said({ phase: 'no' });
    history(['⟦1⟧ a']);
    expect(brokenOf()).toEqual(['what was refused at the desk is not in effect']);
    said({});
    said({ call: 'undo', mark: null });
    expect(brokenOf()).toEqual(['what was taken back or given up is not in effect']);
    said({ call: 'amend', mark: '⟦1b⟧' });
    put('shift-note', 'note', { id: 'note', text: '⟦1b⟧' });
    expect(brokenOf()).toContain('nothing is in effect twice');
  });

  it('sees a changed past, a line too few, and a wrong order', () => {
    said({ mark: '⟦1⟧' });
    said({ mark: '⟦2⟧', id: 'later' });
    history(['⟦2⟧ b', '⟦1⟧ a'], (event) => (event.n === 2 ? { ...event, at: 99 } : event));
    expect(brokenOf()).toEqual([
      'actions of an operator at a desk on one case are in effect in their order',
      'no history chain is broken',
    ]);
  });

  it('sees what is left, what differs, what leaked, and what kept the run from its end', () => {
    history(['b']);
    north.exec(`INSERT INTO outbox (id, wire_id, user, user_id, kind, lane, at, server_at, state, payload)
      VALUES ('x', 'x', '{}', 'lead', 'wall.cue', 'x', 0, 0, 'waiting', '{}')`);
    writeFileSync(join(scratch, 'south', 'some.log'), `{"level":60}\n${PLANTED_NAME}7`);
    expect(broken({ incidents: ['the station did not come back'] })).toEqual([
      unsynced[0],
      'nothing is left waiting at the north desk',
      unsynced[1],
      'nothing broke unforeseen at the south desk',
      'nothing personal is in clear on disk',
      'every app and the gateway came back each time, and stopped when asked',
    ]);
  });
});
