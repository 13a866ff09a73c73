import type { ActorRef, CaseEvent, Contact } from '#shared/domain/case.ts';
import { shanghaiDay } from '#shared/domain/calendar.ts';
import { sealEvent } from '#shared/domain/chain.ts';
import { caseNumber, NO_COMMUNITY } from '#shared/domain/codes.ts';
import { type NewCase, openCase } from '#shared/domain/lifecycle.ts';
import { maskContact, PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import type { SealedText, Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { componentRefusal } from './references.ts';

/** A case as it comes in; the gateway finds its grid, numbers it and seals the contact. Positions are WGS-84. */
export type IncomingCase = Omit<
  NewCase,
  'catalogueVersion' | 'gridCode' | 'urgency' | 'number' | 'tier' | 'contact' | 'found'
> & {
  urgency?: NewCase['urgency'];
  contact?: Contact;
  /** the text tells of a person: it is sealed, and its stand-in takes its place */
  personal?: boolean;
  /** the position as it was sent, when it was not in WGS-84; kept in the history */
  original?: { lon: number; lat: number; crs: string };
};

export interface Teller {
  actor: ActorRef;
  roles: readonly Role[];
  /** the desk's or terminal's clock */
  deskAt: number;
}

const LAST_SERIAL = 99_999;

/** Decides a new case: row, first history line and what is sealed of it in one unit. */
export async function decideNewCase(
  gateway: Gateway,
  incoming: IncomingCase,
  teller: Teller,
): Promise<{ ok: true; unit: Unit; number: string | null } | WireRefusal> {
  const category = gateway.directory.categories.get(incoming.categoryCode);
  if (!category) return refuse('invalid', `没有这个类别：${incoming.categoryCode}`);
  if (!gateway.directory.isNear(incoming.lon, incoming.lat)) return refuse('invalid', '位置不在本区附近');
  if (await gateway.storage.get('case', incoming.id)) return refuse('conflict', '此编号的案件已存在');

  const at = gateway.now();
  const unknown = incoming.componentCode ? await componentRefusal(gateway, incoming.componentCode) : null;
  if (unknown) return unknown;
  const gridCode = gateway.directory.grids.gridAt(incoming.lon, incoming.lat);
  const number = await takeNumber(gateway, gridCode, at);
  const { contact, original, personal = false, ...rest } = incoming;
  const opened = openCase(
    {
      ...rest,
      text: personal ? PERSONAL_STAND_IN : rest.text,
      urgency: incoming.urgency ?? category.urgency,
      catalogueVersion: category.catalogueVersion,
      gridCode,
      number,
      contact: contact ? maskContact(contact) : null,
      found: foundBy(gateway, gridCode, incoming),
    },
    { ...teller, at, limits: category.limits, calendar: gateway.calendar },
  );
  const marks = { ...(original ? { original } : {}), ...(personal ? { personal } : {}) };
  const event = sealEvent({ ...opened.event, detail: { ...opened.event.detail, ...marks } }, gateway.newId(), null);
  const sealedContacts = contact ? [{ caseId: incoming.id, sealed: gateway.vault.seal(incoming.id, contact) }] : [];
  const sealedTexts = personal ? [sealedTextOf(gateway, event, incoming.text)] : [];
  return {
    ok: true,
    number,
    unit: { puts: [putRow('case', opened.case, 0), putRow('case-event', event, 0)], sealedContacts, sealedTexts },
  };
}

/** Whether the grid's own worker found it, or somebody else while that worker was on duty. */
function foundBy({ directory }: Gateway, gridCode: string, { source, reporterId }: IncomingCase): NewCase['found'] {
  if (!gridCode || source === 'import') return undefined;
  const own = directory.workersOfGrid(gridCode);
  if (reporterId !== null && own.some(({ id }) => id === reporterId)) return 'own';
  return own.some(({ onDuty }) => onDuty) ? 'others' : undefined;
}

/** A text marked personal, sealed for the history line that holds its stand-in. */
export function sealedTextOf(gateway: Gateway, event: Pick<CaseEvent, 'id' | 'caseId'>, text: string): SealedText {
  return { eventId: event.id, caseId: event.caseId, sealed: gateway.vault.sealText(event.id, text) };
}

/** The next number of the community and day; null (待编号) when the day's numbers are used up. */
async function takeNumber(gateway: Gateway, gridCode: string, at: number): Promise<string | null> {
  const community = gridCode.slice(0, 12) || NO_COMMUNITY;
  const serial = await gateway.storage.takeSerial(`case:${community}:${shanghaiDay(at)}`);
  return serial > LAST_SERIAL ? null : caseNumber(gridCode, at, serial);
}
