/**
 * Writes docs/protocol/ from the wire's schemas: asyncapi.json (AsyncAPI 3) and a README.md of tables to read.
 * Run again it writes the same bytes; a contract test fails when the files lag behind the schemas.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildAsyncApi, messageKey, WIRE_TABLES, type WireTable } from '../shared/protocol/asyncapi.ts';
import { ENTITY_NAMES } from '../shared/protocol/entities.ts';
import { FIELD_BYTES, FRAME_LAYOUTS, type FrameLayout } from '../shared/protocol/frameLayouts.ts';
import { HTTP_ROUTES } from '../shared/protocol/httpRoutes.ts';
import { type JsonObject, jsonSchemaOf, namedSchemas } from '../shared/protocol/jsonSchemas.ts';
import { OP_KINDS } from '../shared/protocol/ops.ts';
import type { EventRow } from '../shared/protocol/terminal.ts';

const FOLDER = fileURLToPath(new URL('../docs/protocol/', import.meta.url));

/** The generated files, by name in docs/protocol/. */
export function renderProtocolDocs(): Record<string, string> {
  return { 'asyncapi.json': `${JSON.stringify(sorted(buildAsyncApi()), null, 2)}\n`, 'README.md': readme() };
}

/** Keys in order, so that the file changes only where the wire does. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, field]) => [key, sorted(field)]));
}

const INTRO = `# Wire protocol, version 1

Generated from the schemas in \`shared/protocol/\` by \`npm run docs:protocol\`; do not edit. \`asyncapi.json\` beside this page
is the whole of it as an AsyncAPI 3 document, with every limit and pattern.

Socket.IO 4 (Engine.IO 4) on path \`/socket.io\`, JSON parser, WebSocket first. Times are integer milliseconds since the
epoch (UTC), ids UUIDs made by whoever creates the thing, positions WGS-84 degrees unless \`crs\` says \`gcj02\` or \`bd09\`.
Every acknowledgement is \`{ok:true, …}\` or \`{ok:false, code, message}\`; the tables show the fields of the first form.
Fields may be added, never renamed: ignore what you do not know.

## Versions

The handshake names the protocol's version. A gateway that does not speak it refuses with \`data\` \`{code:'invalid', message,
versions:[…]}\`, the versions it speaks; gateways from before this field do not say. Within a version both sides may be of any age:

- A field you do not know is ignored and not stored. An optional field that does not come has its older meaning.
- A change of an entity you do not know, or a value that fails your schema of its entity (a state that is new, say), is passed over: the
  rest of its delta counts, and the cursor moves on. Know that you lack it, and take snapshots again once you can read it.
- An event, an op kind, an entity of a snapshot or anything else that a gateway does not know is answered \`invalid\`. For an op that is
  final: it goes back to whoever acted. For \`snapshot\` it means that the gateway has none of the entity.
- \`heartbeat\`, \`clock\`, \`serverTime\` of \`sync\` and \`total\` of \`snapshot\` came after the first gateways: do without them.`;

function readme(): string {
  const parts = [
    INTRO,
    ...WIRE_TABLES.map(tableOf),
    '## Op kinds\n\nEvery write of a console is one `op`; its payload by `kind`:',
    rowsOf(
      ['kind', 'payload'],
      OP_KINDS.map((kind) => [code(kind), shapeCell(schemaNamed(`op.${kind}`))]),
    ),
    '## Entities\n\nThe `value` of a change of the log, by `entity`:',
    rowsOf(
      ['entity', 'value'],
      ENTITY_NAMES.map((name) => [code(name), shapeCell(schemaNamed(`entity.${name}`))]),
    ),
    '## Binary frames\n\nLittle endian.',
    ...Object.entries(FRAME_LAYOUTS).map(([name, layout]) => frameOf(name, layout)),
    '## HTTP on the same port',
    rowsOf(
      ['route', 'what it does', 'body', 'answer'],
      HTTP_ROUTES.map((route) => [
        code(`${route.method} ${route.path}`),
        route.about,
        route.body ? shapeCell(schemaNamed(route.body)) : '',
        route.answer ? shapeCell(schemaNamed(route.answer)) : '',
      ]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableOf(table: WireTable): string {
  const title = `## /${table.namespace}: ${table.direction === 'receive' ? `${table.namespace} → gateway` : `gateway → ${table.namespace}`}`;
  const handshake =
    table.direction === 'receive'
      ? [`Handshake \`auth\`: ${shapeCell(schemaNamed(`handshake.${table.namespace}`))}`]
      : [];
  const rows = Object.entries(table.rows).map(([event, row]) => [
    `${code(event)}`,
    row.binary ? 'binary frame, see below' : shapeCell(jsonSchemaOf(row.payload)),
    ackCell(row),
    code(messageKey(table, event)),
  ]);
  return [title, ...handshake, rowsOf(['event', 'payload', 'ack', 'message in asyncapi.json'], rows)].join('\n\n');
}

function ackCell(row: EventRow): string {
  if (!row.ack) return 'none';
  const schema = jsonSchemaOf(row.ack);
  const [accepted] = listOf(schema.oneOf);
  return shapeCell(accepted ?? schema);
}

function frameOf(name: string, layout: FrameLayout): string {
  const record = layout.record ?? [];
  const width = (fields: FrameLayout['header']) => fields.reduce((sum, field) => sum + FIELD_BYTES[field.type], 0);
  const lines = (part: string, fields: FrameLayout['header']) =>
    fields.map((field, at) => [
      part,
      String(width(fields.slice(0, at))),
      code(field.type),
      code(field.name),
      field.about ?? '',
    ]);
  const after = layout.body
    ? `After the header: ${layout.body}.`
    : `Header ${width(layout.header)} bytes, each record ${width(record)}.`;
  const rows = [...lines('header', layout.header), ...lines('record', record)];
  return [
    `### \`${name}\``,
    `${layout.about} ${after}`,
    rowsOf(['part', 'offset', 'type', 'field', 'meaning'], rows),
  ].join('\n\n');
}

const NAMED = namedSchemas();

function schemaNamed(name: string): JsonObject {
  const schema = NAMED[name];
  if (!schema) throw new Error(`no schema named ${name}`);
  return schema;
}

function shapeCell(schema: JsonObject): string {
  return code(shapeOf(schema).replaceAll('|', '\\|'));
}

/** A schema in one line, as the protocol's tables write it: `{id, at, note?, kind:'a'|'b'}`. */
function shapeOf(schema: JsonObject): string {
  if (typeof schema.$ref === 'string') return 'json';
  if ('const' in schema) return JSON.stringify(schema.const).replaceAll('"', "'");
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `'${String(value)}'`).join('|');
  const either = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  if (either.length > 0) return either.map(shapeOf).join(' | ');
  if (schema.type === 'array')
    return Array.isArray(schema.items) ? tupleOf(schema.items) : `[${shapeOf(objectOf(schema.items))}]`;
  if (Array.isArray(schema.type)) return schema.type.join('|');
  if (schema.type !== 'object') return typeof schema.type === 'string' ? schema.type : 'json';
  if (!schema.properties) return '{…}';
  return `{${fieldsOf(schema).join(', ')}}`;
}

function tupleOf(items: readonly unknown[]): string {
  return `[${items.map((item) => shapeOf(objectOf(item))).join(', ')}]`;
}

/** Plain strings and numbers are told by their name alone; everything else by its shape. */
function fieldsOf(schema: JsonObject): string[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(objectOf(schema.properties)).map(([name, field]) => {
    const shape = shapeOf(objectOf(field));
    const plain = ['string', 'number', 'integer', 'json'].includes(shape);
    return `${name}${required.includes(name) ? '' : '?'}${plain ? '' : `:${shape}`}`;
  });
}

function objectOf(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function code(text: string): string {
  return `\`${text}\``;
}

function rowsOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(renderProtocolDocs())) {
    await writeFile(`${FOLDER}${name}`, text);
    console.log(`docs/protocol/${name}: ${Buffer.byteLength(text)} bytes`);
  }
}
