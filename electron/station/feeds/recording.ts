import type { Recording } from '#shared/contract/radio.ts';
import type { Transmission } from '#shared/protocol/intercom.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { type RecordingRow, toRecording } from '../recordings/recordingRows.ts';
import { sha256 } from '../wholeFile.ts';
import { Refused } from '../serve/answers.ts';
import type { Feed, FeedContext, ParsedInput } from './context.ts';

type Asked = ParsedInput<'recording.list'>;
type Told = { id: string; told: string };
type Both = RecordingRow & { told: string | null };

/**
 * Talks, newest first: those whose sound lies here, with the centre's word of them, and those that only the centre knows. Two
 * walks along an index each, put together.
 */
export const recordingList: Feed<'recording.list'> = (context, asked) => {
  const links = waitingLinks(context);
  const channels = channelNames(context);
  const limit = asked.limit + 1;
  const here = heardHere(context, asked, links, limit).map((row) => withTold(toRecording(row), row.told));
  const there = toldOnly(context, asked, links, channels, limit).map(({ told }) => {
    const talk = JSON.parse(told) as Transmission;
    return silent(talk, channels.get(talk.channelId) ?? talk.channelId);
  });
  const rows = [...here, ...there]
    .map((row) => ({ ...row, caseId: links.has(row.id) ? (links.get(row.id) ?? null) : row.caseId }))
    .filter((row) => asked.caseId === undefined || row.caseId === asked.caseId)
    .toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  return { rows: rows.slice(0, asked.limit), more: rows.length > asked.limit };
};

export const recordingSound: Feed<'recording.sound'> = async (
  { recordings, listening, log },
  { id, use = 'listen' },
) => {
  const row = recordings.rows.get(id);
  if (!row) throw new Refused('not-found', 'recording-gone');
  const read = await recordings.files.read(id);
  if (read === 'gone') throw new Refused('gone', 'recording-gone');
  if (read === 'locked' || sha256(read.ogg) !== row.sha256) {
    log.warn({ recording: id, locked: read === 'locked' }, 'a recording is not what was recorded');
    throw new Refused('gone', read === 'locked' ? 'recording-locked' : 'recording-changed');
  }
  const noted = listening.note(row, use);
  if (!noted.ok) throw new Refused(noted.code, noted.reason);
  return { mime: 'audio/ogg; codecs=opus', bytes: read.ogg };
};

/** A condition with its values; none where the question leaves it open. */
type Condition = [sql: string, ...values: unknown[]];

/** The centre's word where it says one, even that it belongs to none. */
const CASE_OF_BOTH = `CASE WHEN json_type(e.value, '$.caseId') IS NULL THEN r.case_id
  ELSE json_extract(e.value, '$.caseId') END`;

function heardHere(context: FeedContext, asked: Asked, links: Links, limit: number): Both[] {
  const { text, caseId, after } = asked;
  const conditions: Condition[] = [
    ...between('r.started_at', 'r.id', asked, after),
    ...(asked.channelId === undefined ? [] : [['r.channel_id = ?', asked.channelId] as Condition]),
    ...(asked.talkerId === undefined ? [] : [['r.talker_id = ?', asked.talkerId] as Condition]),
    ...(text ? [['instr(lower(r.talker_name || char(10) || r.channel_name), lower(?)) > 0', text] as Condition] : []),
    ...ofCase(CASE_OF_BOTH, 'r.id', caseId, links),
  ];
  return select<Both>(
    context,
    `SELECT r.*, e.value AS told FROM recordings r
       LEFT JOIN entities_${context.cache.live} e ON e.entity = 'transmission' AND e.id = r.id`,
    conditions,
    'r.started_at DESC, r.id DESC',
    limit,
  );
}

/** Their `parent` is their time (see EntityStore). */
function toldOnly(
  context: FeedContext,
  asked: Asked,
  links: Links,
  channels: ReadonlyMap<string, string>,
  limit: number,
): Told[] {
  const { text, caseId, after } = asked;
  const named = text ? [...channels].filter(([, name]) => name.includes(text)).map(([id]) => id) : [];
  const conditions: Condition[] = [
    [`e.entity = 'transmission' AND e.parent IS NOT NULL`],
    ['NOT EXISTS (SELECT 1 FROM recordings r WHERE r.id = e.id)'],
    ...between('e.parent', 'e.id', asked, after, String),
    ...(asked.channelId === undefined
      ? []
      : [[`json_extract(e.value, '$.channelId') = ?`, asked.channelId] as Condition]),
    ...(asked.talkerId === undefined
      ? []
      : [[`json_extract(e.value, '$.talker.id') = ?`, asked.talkerId] as Condition]),
    ...(text
      ? [
          [
            `(instr(lower(json_extract(e.value, '$.talker.name')), lower(?)) > 0
              OR json_extract(e.value, '$.channelId') IN (SELECT value FROM json_each(?)))`,
            text,
            JSON.stringify(named),
          ] as Condition,
        ]
      : []),
    ...ofCase(`json_extract(e.value, '$.caseId')`, 'e.id', caseId, links),
  ];
  const from = `SELECT e.id, e.value AS told FROM entities_${context.cache.live} e`;
  return select<Told>(context, from, conditions, 'e.parent DESC, e.id DESC', limit);
}

function select<Row>(
  { statements }: FeedContext,
  from: string,
  conditions: readonly Condition[],
  order: string,
  limit: number,
): Row[] {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  const values = conditions.flatMap(([, ...rest]) => rest);
  return statements.all<Row>(`${from} ${where} ORDER BY ${order} LIMIT ?`, ...values, limit);
}

function between(
  time: string,
  id: string,
  { from, to }: Asked,
  after: Asked['after'],
  as: (time: number) => unknown = (same) => same,
): Condition[] {
  return [
    ...(from === undefined ? [] : [[`${time} >= ?`, as(from)] as Condition]),
    ...(to === undefined ? [] : [[`${time} <= ?`, as(to)] as Condition]),
    ...(after === undefined ? [] : [[`(${time}, ${id}) < (?, ?)`, as(after.startedAt), after.id] as Condition]),
  ];
}

type Links = ReadonlyMap<string, string | null>;

function ofCase(caseOf: string, id: string, caseId: string | undefined, links: Links): Condition[] {
  if (caseId === undefined) return [];
  const linked = [...links].filter(([, to]) => to === caseId).map(([talk]) => talk);
  return [[`(${caseOf} = ? OR ${id} IN (SELECT value FROM json_each(?)))`, caseId, JSON.stringify(linked)]];
}

/** This desk's waiting ties of talks to cases. */
function waitingLinks({ outbox }: FeedContext): Links {
  const links = new Map<string, string | null>();
  for (const row of outbox.pendingOfKinds(['transmission.link'])) {
    const read = outbox.read(row);
    const link = read.ok ? OP_PAYLOADS['transmission.link'].safeParse(read.payload).data : undefined;
    if (link) links.set(link.transmissionId, link.caseId);
  }
  return links;
}

/** Closed ones too: a talk keeps its channel's name. */
function channelNames({ cache }: FeedContext): Map<string, string> {
  return new Map(cache.stores.entities.list('channel').map(({ id, name }) => [id, name]));
}

/** What the centre says of a talk counts: it heard it from beginning to end. */
function withTold(here: Recording, text: string | null): Recording {
  if (text === null) return here;
  const told = JSON.parse(text) as Transmission;
  return {
    ...here,
    endedAt: told.endedAt ?? here.endedAt,
    emergency: told.emergency ?? here.emergency,
    lon: told.lon ?? here.lon,
    lat: told.lat ?? here.lat,
    caseId: told.caseId === undefined ? here.caseId : told.caseId,
  };
}

function silent(told: Transmission, channelName: string): Recording {
  return {
    ...{ id: told.id, channelId: told.channelId, channelName, talker: told.talker },
    ...{ startedAt: told.startedAt, endedAt: told.endedAt, emergency: told.emergency ?? false },
    ...{ lon: told.lon ?? null, lat: told.lat ?? null, caseId: told.caseId ?? null },
    ...{ soundMs: 0, soundAt: null, bytes: 0, sha256: null, lost: 0, cut: false },
  };
}
