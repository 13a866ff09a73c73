/**
 * The wire as an AsyncAPI 3 document, built from the tables the code validates with: what is published is what runs.
 * Operations are told from the gateway's side: it receives what consoles and terminals send.
 */
import { PROTOCOL_VERSION } from './common.ts';
import { CONSOLE_TO_GATEWAY, GATEWAY_TO_CONSOLE } from './console.ts';
import { ENTITY_NAMES } from './entities.ts';
import { FRAME_LAYOUTS, type FrameLayout, type FrameName } from './frameLayouts.ts';
import { HTTP_ROUTES } from './httpRoutes.ts';
import { type JsonObject, jsonSchemaOf, namedSchemas, schemaRef } from './jsonSchemas.ts';
import { OP_KINDS } from './ops.ts';
import { type EventRow, GATEWAY_TO_TERMINAL, TERMINAL_TO_GATEWAY } from './terminal.ts';

export type Namespace = 'terminal' | 'console';
export type Direction = 'receive' | 'send';

export interface WireTable {
  namespace: Namespace;
  /** from the gateway's side */
  direction: Direction;
  rows: Readonly<Record<string, EventRow>>;
}

/** Every row of the wire, by namespace and direction. */
export const WIRE_TABLES: readonly WireTable[] = [
  { namespace: 'terminal', direction: 'receive', rows: TERMINAL_TO_GATEWAY },
  { namespace: 'terminal', direction: 'send', rows: GATEWAY_TO_TERMINAL },
  { namespace: 'console', direction: 'receive', rows: CONSOLE_TO_GATEWAY },
  { namespace: 'console', direction: 'send', rows: GATEWAY_TO_CONSOLE },
];

const HANDSHAKE: Readonly<Record<Namespace, string>> = {
  terminal: 'What a worker’s handheld says and hears. Terminals of other makers implement this namespace.',
  console: 'What a desk’s station says and hears: an ordered log, one envelope for every write.',
};

/** The whole document: a plain object, the same on every call. */
export function buildAsyncApi(): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Street Command Console wire protocol',
      version: `${PROTOCOL_VERSION}.0.0`,
      description:
        'Socket.IO 4 (Engine.IO 4) on path /socket.io, JSON parser, WebSocket first. Times are integer milliseconds since the epoch (UTC); positions are WGS-84 degrees unless `crs` says otherwise. Fields may be added, never renamed. Every acknowledgement is {ok:true, …} or {ok:false, code, message}.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      gateway: {
        host: '{host}',
        protocol: 'ws',
        pathname: '/socket.io',
        description: 'A Socket.IO 4 server; the namespaces are the channels’ addresses.',
        variables: { host: { description: 'host and port of the centre' } },
      },
    },
    channels: { terminal: channelOf('terminal'), console: channelOf('console') },
    operations: Object.assign({}, ...WIRE_TABLES.map(operationsOf)),
    components: { messages: Object.assign({}, ...WIRE_TABLES.map(messagesOf)), schemas: namedSchemas() },
    'x-http': HTTP_ROUTES,
  };
}

/** The name of a row's message in the document: `terminal.receive.case.action`. */
export function messageKey(table: Pick<WireTable, 'namespace' | 'direction'>, event: string): string {
  return `${table.namespace}.${table.direction}.${event.replaceAll(':', '.')}`;
}

function channelOf(namespace: Namespace): JsonObject {
  const keys = WIRE_TABLES.filter((table) => table.namespace === namespace).flatMap((table) =>
    Object.entries(table.rows).flatMap(([event, row]) => {
      const key = messageKey(table, event);
      return row.ack ? [key, `${key}.ack`] : [key];
    }),
  );
  return {
    address: `/${namespace}`,
    description: HANDSHAKE[namespace],
    messages: Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/messages/${key}` }])),
    'x-handshake-auth': schemaRef(`handshake.${namespace}`),
  };
}

function operationsOf(table: WireTable): JsonObject {
  const channel = { $ref: `#/channels/${table.namespace}` };
  const message = (key: string) => ({ $ref: `#/channels/${table.namespace}/messages/${key}` });
  return Object.fromEntries(
    Object.entries(table.rows).map(([event, row]) => {
      const key = messageKey(table, event);
      const reply = row.ack ? { reply: { channel, messages: [message(`${key}.ack`)] } } : {};
      return [key, { action: table.direction, channel, messages: [message(key)], ...reply }];
    }),
  );
}

function messagesOf(table: WireTable): JsonObject {
  const entries = Object.entries(table.rows).flatMap(([event, row]): [string, JsonObject][] => {
    const key = messageKey(table, event);
    const own: [string, JsonObject] = [
      key,
      row.binary ? binaryMessage(event) : { name: event, payload: payloadOf(event, row) },
    ];
    return row.ack ? [own, [`${key}.ack`, { name: `${event} (ack)`, payload: jsonSchemaOf(row.ack) }]] : [own];
  });
  return Object.fromEntries(entries);
}

/** A row's payload; where one field depends on another, the alternatives are written out. */
function payloadOf(event: string, row: EventRow): JsonObject {
  const payload = jsonSchemaOf(row.payload);
  if (event === 'op')
    return { ...payload, oneOf: OP_KINDS.map((kind) => pairOf('kind', kind, 'payload', `op.${kind}`)) };
  if (event === 'delta') return { ...payload, 'x-values': entityRefs() };
  return payload;
}

/** “When this field is this, that field is that.” */
function pairOf(field: string, constant: string, other: string, schema: string): JsonObject {
  return { properties: { [field]: { const: constant }, [other]: schemaRef(schema) }, required: [field, other] };
}

/** The schema of a change's `value`, by its `entity`. */
function entityRefs(): JsonObject {
  return Object.fromEntries(ENTITY_NAMES.map((name) => [name, schemaRef(`entity.${name}`)]));
}

function binaryMessage(event: string): JsonObject {
  const layout = isFrame(event) ? FRAME_LAYOUTS[event] : null;
  if (!layout) throw new Error(`binary event ${event} has no frame layout`);
  return {
    name: event,
    contentType: 'application/octet-stream',
    description: `${layout.about} Little endian.`,
    payload: { type: 'string', format: 'binary', 'x-frame': layout satisfies FrameLayout },
  };
}

function isFrame(event: string): event is FrameName {
  return event in FRAME_LAYOUTS;
}
