import { z } from 'zod';
import { type Attachment, attachmentSchema } from '#shared/contract/attachments.ts';
import { backupNameSchema, RESTORE_ROLES } from '#shared/contract/backups.ts';
import { FEED_NAMES, FEEDS, type FeedName, TOPICS } from '#shared/contract/feeds.ts';
import { overlayChangeSchema } from '#shared/contract/overlays.ts';
import { talkSchema } from '#shared/contract/radio.ts';
import { codeSchema } from '#shared/protocol/common.ts';
import type { ExportedContact } from '#shared/protocol/console.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import {
  type Answer,
  type ContactExport,
  contactExportSchema,
  signInSchema,
  type StationFunctions,
} from '#shared/contract/station.ts';
import type { Feed, FeedContext } from '../feeds/context.ts';
import { feeds } from '../feeds/registry.ts';
import type { ImportDesk } from '../imports/importDesk.ts';
import { MOST_JOINED } from '../radio/joined.ts';
import type { Trouble } from '../db/trouble.ts';
import type { Log } from '../log.ts';
import { no, Refused, yes } from './answers.ts';
import { videoFunctions } from './videoFunctions.ts';
import type { Window } from './windows.ts';

const SLOW_MS = 50;

/** What nobody who is not signed in may be told. */
const OPEN_FEEDS: readonly FeedName[] = ['status'];

const joinSchema = z.array(codeSchema).max(MOST_JOINED);
const amendmentSchema = z.object({ opId: z.string().min(1).max(200), payload: z.unknown() });

/** What the contract's calls lead to; inputs have been validated. */
export interface StationActions {
  act(input: unknown): Answer<{ id: string; undoUntil: number | null }>;
  undo(id: string): Answer<null>;
  sendNow(id: string): Answer<null>;
  dismiss(id: string): Answer<null>;
  retry(id: string): Answer<null>;
  amend(id: string, payload: unknown): Answer<null>;
  keepMedia(attachment: Attachment): Promise<MediaRef>;
  imports: Pick<ImportDesk, 'step' | 'keep'>;
  acknowledge(id: string): Answer<null>;
  exportContacts(ask: ContactExport): Promise<Answer<ExportedContact[]>>;
  maskAgain(caseId: string): Answer<null>;
  backUp(): Answer<null>;
  verifyBackup(name: string): Answer<null>;
  restoreBackup(name: string): Answer<null>;
  signIn(credentials: z.infer<typeof signInSchema>): Promise<Answer<null>>;
  /** ends with the operator gone: what may leave at once has left before */
  signOut(): Promise<void>;
  /** a window has called: whatever can wait does */
  asked(): void;
  fleetWanted(): void;
  /** Takes note of what a call failed with; the trouble of the database behind it, null when it is of another kind. */
  failed(error: unknown): Trouble | null;
}

/** The contract as one window calls it: everything is validated, answered in words, and timed. */
export function functionsFor(
  window: Window,
  context: FeedContext,
  actions: StationActions,
  log: Log,
): StationFunctions {
  const timed = async <T>(name: string, run: () => T | Promise<T>): Promise<T | Answer<never>> => {
    const started = performance.now();
    actions.asked();
    try {
      return await run();
    } catch (error) {
      log.error({ err: error, call: name, window: window.id }, 'a call failed');
      const trouble = actions.failed(error);
      if (trouble !== null) return no('unavailable', trouble);
      return no('unavailable', 'internal', error instanceof Error ? error.message : '');
    } finally {
      const ms = performance.now() - started;
      if (ms > SLOW_MS) log.warn({ call: name, ms: Math.round(ms) }, 'a slow call');
    }
  };
  const withId = (name: string, input: unknown, run: (id: string) => Answer<null>) =>
    timed(name, () => {
      const id = z.string().min(1).max(200).safeParse(input);
      return id.success ? run(id.data) : no('invalid', 'invalid-id');
    });
  const withBackup = (call: string, input: unknown, run: (name: string) => Answer<null>) =>
    timed(call, () => {
      if (!context.session.user) return no('unauthorized', 'signed-out');
      const name = backupNameSchema.safeParse(input);
      return name.success ? run(name.data) : no('not-found', 'backup-unknown');
    });
  const mayImport = () => {
    const { user } = context.session;
    if (!user) return no('unauthorized', 'signed-out');
    return OP_ROLES['import.apply'].some((role) => user.roles.includes(role)) ? null : no('forbidden', 'role-missing');
  };
  // Only who sits at the desk may see what was revealed to them; a wall is everybody's.
  const shown = { ...context, window, reveals: window.kind === 'desk' ? context.reveals : null };
  const { radio } = context;
  const all: StationFunctions = {
    read: ((name: unknown, input: unknown) =>
      timed(`read ${String(name)}`, () => read(shown, name, input))) as StationFunctions['read'],
    act: (input) => timed('act', () => actions.act(input)),
    undo: (id) => withId('undo', id, actions.undo),
    sendNow: (id) => withId('sendNow', id, actions.sendNow),
    dismiss: (id) => withId('dismiss', id, actions.dismiss),
    retry: (id) => withId('retry', id, actions.retry),
    amend: (input) =>
      timed('amend', () => {
        const amendment = amendmentSchema.safeParse(input);
        return amendment.success
          ? actions.amend(amendment.data.opId, amendment.data.payload)
          : no('invalid', 'invalid-id');
      }),
    keepMedia: (input) =>
      timed('keepMedia', async () => {
        if (!context.session.user) return no('unauthorized', 'signed-out');
        const attachment = attachmentSchema.safeParse(input);
        if (attachment.success) return yes(await actions.keepMedia(attachment.data));
        const isLarge = attachment.error.issues.some(({ message }) => message === 'too-large');
        return no('invalid', isLarge ? 'too-large' : 'not-media');
      }),
    importStep: (input) => timed('importStep', () => mayImport() ?? actions.imports.step(input)),
    importKeep: (input) => timed('importKeep', () => mayImport() ?? actions.imports.keep(input)),
    changeOverlay: (input) =>
      timed('changeOverlay', () => {
        if (!context.session.user) return no('unauthorized', 'signed-out');
        if (window.kind !== 'desk') return no('forbidden', 'only-reads');
        const change = overlayChangeSchema.safeParse(input);
        return change.success ? context.overlays.change(change.data) : no('invalid', 'invalid-input');
      }),
    acknowledge: (id) => withId('acknowledge', id, actions.acknowledge),
    talk: (input) =>
      timed('talk', () => {
        const talk = talkSchema.safeParse(input);
        return talk.success ? radio.talk(window, talk.data) : no('invalid', 'invalid-input');
      }),
    hush: () => timed('hush', () => radio.hush()),
    talkKey: (down, emergency) => timed('talkKey', () => radio.talkKey(down === true, emergency === true)),
    joinChannels: (input) =>
      timed('joinChannels', () => {
        const ids = joinSchema.safeParse(input);
        return ids.success ? radio.joinChannels(ids.data) : no('invalid', 'invalid-input');
      }),
    overrule: (input) =>
      timed('overrule', () => {
        const id = codeSchema.safeParse(input);
        return id.success ? radio.overrule(id.data) : no('invalid', 'invalid-id');
      }),
    offerEar: (offers) => timed('offerEar', () => radio.offerEar(window, offers === true)),
    exportContacts: (input) =>
      timed('exportContacts', () => {
        const { user } = context.session;
        if (!user) return no('unauthorized', 'signed-out');
        const may = window.kind === 'desk' && OP_ROLES['contact.export'].some((role) => user.roles.includes(role));
        if (!may) return no('forbidden', 'role-missing');
        const ask = contactExportSchema.safeParse(input);
        return ask.success ? actions.exportContacts(ask.data) : no('invalid', 'invalid-input');
      }),
    maskAgain: (caseId) => withId('maskAgain', caseId, actions.maskAgain),
    backUp: () => timed('backUp', () => (context.session.user ? actions.backUp() : no('unauthorized', 'signed-out'))),
    verifyBackup: (name) => withBackup('verifyBackup', name, actions.verifyBackup),
    restoreBackup: (name) =>
      withBackup('restoreBackup', name, (known) =>
        RESTORE_ROLES.some((role) => context.session.user?.roles.includes(role))
          ? actions.restoreBackup(known)
          : no('forbidden', 'role-missing'),
      ),
    signIn: (input) =>
      timed('signIn', () => {
        const credentials = signInSchema.safeParse(input);
        return credentials.success ? actions.signIn(credentials.data) : no('invalid', 'invalid-credentials');
      }),
    signOut: () =>
      timed('signOut', async () => {
        await actions.signOut();
        return yes(null);
      }),
    watch: (input) =>
      timed('watch', () => {
        const topics = z.array(z.enum(TOPICS)).safeParse(input);
        if (!topics.success) return no('invalid', 'invalid-topics');
        window.topics = new Set(topics.data);
        return yes(null);
      }),
    ...videoFunctions(window, context.video, () => context.session.user !== null, timed),
    fleetNext: async () => {
      window.fleetReady = true;
      actions.fleetWanted();
    },
  };
  return window.kind === 'print' ? onlyReads(all) : all;
}

/** A page that is printed reads: everything else is refused. */
function onlyReads(all: StationFunctions): StationFunctions {
  const refuse = () => Promise.resolve(no('forbidden', 'only-reads'));
  const names = Object.keys(all) as (keyof StationFunctions)[];
  const refused = Object.fromEntries(names.map((name) => [name, refuse])) as unknown as StationFunctions;
  return { ...refused, read: all.read, watch: all.watch };
}

async function read(context: FeedContext, name: unknown, input: unknown): Promise<Answer<unknown>> {
  const known = FEED_NAMES.find((feed) => feed === name);
  if (!known) return no('not-found', 'unknown-feed', String(name).slice(0, 100));
  if (!context.session.user && !OPEN_FEEDS.includes(known)) return no('unauthorized', 'signed-out');
  const parsed = FEEDS[known].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return no('invalid', 'invalid-input', issue ? `${issue.path.join('.')}: ${issue.message}` : '');
  }
  // The table says that each feed takes its own input; TypeScript cannot follow the name through it.
  const feed = feeds[known] as Feed<FeedName>;
  try {
    return yes(await feed(context, parsed.data));
  } catch (error) {
    if (error instanceof Refused) return no(error.code, error.reason);
    throw error;
  }
}
