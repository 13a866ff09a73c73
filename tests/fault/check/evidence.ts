import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CaseEvent } from '#shared/domain/case.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { keyFor, loadSecret } from '../../../gateway/auth/secrets.ts';
import { ContactVault } from '../../../gateway/cases/contactVault.ts';

/** One effect at the centre: where it is, the mark it bears, and its place in the order of its case. */
export interface Effect {
  mark: string;
  /** op kind that makes such an effect */
  kind: string;
  entityId: string;
  /** number of the history line; 0 where there is no order */
  n: number;
}

/** What a gateway's database says, read from the file of a gateway that has stopped. */
export interface CentreEvidence {
  effects: Effect[];
  /** history lines of each case, in order */
  histories: Map<string, CaseEvent[]>;
  versions: Map<string, number>;
  /** wire id of an op → `ok`, or why it was refused */
  answers: Map<string, string>;
}

interface AuditRow {
  id: string;
  kind: string;
  subject: string;
  detail: string;
}

const MARK = /⟦[^⟧]*⟧/g;

export function readCentre(data: string): CentreEvidence {
  const db = new Database(join(data, 'centre.sqlite'), { readonly: true });
  const rows = <T>(entity: string): T[] =>
    db
      .prepare<[string], { value: string }>('SELECT value FROM entity WHERE entity = ? ORDER BY id')
      .all(entity)
      .map(({ value }) => JSON.parse(value) as T);
  const events = rows<CaseEvent>('case-event').sort((a, b) => a.n - b.n);
  const histories = Map.groupBy(events, ({ caseId }) => caseId);
  const versions = new Map(rows<{ id: string; version: number }>('case').map(({ id, version }) => [id, version]));
  const answers = db
    .prepare<[], { id: string; answer: string }>("SELECT id, answer FROM answer WHERE scope = 'op'")
    .all();
  const audits = db.prepare<[], AuditRow>('SELECT id, kind, subject, detail FROM audit').all();
  // Reasons of looks and texts marked personal are sealed: only the centre's own key opens them.
  const vault = new ContactVault(keyFor(loadSecret(data), 'contacts'));
  const texts = db.prepare<[], { eventId: string; sealed: Buffer }>('SELECT eventId, sealed FROM personal_text').all();
  const said = new Map(texts.map(({ eventId, sealed }) => [eventId, vault.openText(eventId, sealed)]));
  const effects = [
    ...events.flatMap((event) => ofEvent(event, said.get(event.id))),
    ...rows<Command>('command').flatMap(ofCommand),
    ...rows<{ id: string; text: string }>('shift-note').flatMap(({ id, text }) => marked(text, 'shift.', id)),
    ...audits.flatMap(({ id, kind, subject, detail }) => {
      const { reason } = JSON.parse(detail) as { reason?: string };
      return marked(vault.openField(id, reason ?? ''), kind, subject);
    }),
  ];
  db.close();
  return {
    effects,
    histories,
    versions,
    answers: new Map(answers.map(({ id, answer }) => [id, outcomeOf(JSON.parse(answer))])),
  };
}

function outcomeOf(answer: { ok: boolean; code?: string }): string {
  return answer.ok ? 'ok' : (answer.code ?? 'no');
}

/** @param personal what the line holds a stand-in for, when its writer marked it personal */
function ofEvent({ action, note, detail, caseId, n }: CaseEvent, personal?: string): Effect[] {
  const open = action === 'report' ? JSON.stringify(detail.text ?? '') : note;
  return marked(personal ?? open, action === 'report' ? 'case.create' : `case.${action}`, caseId, n);
}

/** Commands that follow from a case's action repeat its words; only what an operator issued bears a mark in its title. */
function ofCommand({ id, title, cancelReason }: Command): Effect[] {
  return [...marked(title, 'command.issue', id), ...marked(cancelReason ?? '', 'command.cancel', id)];
}

function marked(text: string, kind: string, entityId: string, n = 0): Effect[] {
  return [...new Set(text.match(MARK))].map((mark) => ({ mark, kind, entityId, n }));
}

/** What a desk's own database says of its actions. */
export interface DeskEvidence {
  /** action id → how it ended */
  outcomes: Map<string, string>;
  /** actions that are still there */
  left: { id: string; kind: string; state: string }[];
  /** cases and commands still shown with work of this desk over them */
  laid: number;
  /** lines of the logs that should never be written */
  fatal: string[];
}

export function readDesk(home: string): DeskEvidence {
  const db = new Database(join(home, 'station.db'), { readonly: true });
  const history = db.prepare<[], { id: string; outcome: string }>('SELECT id, outcome FROM outbox_history').all();
  const left = db.prepare<[], DeskEvidence['left'][number]>('SELECT id, kind, state FROM outbox').all();
  const live = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'live'").get()?.value ?? 'a';
  const laid = db
    .prepare<[], { n: number }>(
      `SELECT (SELECT count(*) FROM cases_${live} WHERE waiting > 0) + (SELECT count(*) FROM commands_${live} WHERE waiting > 0) AS n`,
    )
    .get();
  db.close();
  return {
    outcomes: new Map(history.map(({ id, outcome }) => [id, outcome])),
    left,
    laid: laid?.n ?? -1,
    fatal: fatalLines(home),
  };
}

const FATAL = /"level":(60|"fatal")/;

function fatalLines(home: string): string[] {
  return filesUnder(home)
    .filter((file) => file.endsWith('.log'))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => FATAL.test(line));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
