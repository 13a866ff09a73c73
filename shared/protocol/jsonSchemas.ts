/** The wire's schemas as JSON Schema (draft 7, as AsyncAPI 3 reads it), named for the published document. */
import { z } from 'zod';
import { consoleAuthSchema } from './console.ts';
import { ENTITY_NAMES, ENTITY_SCHEMAS } from './entities.ts';
import {
  healthSchema,
  httpRefusalSchema,
  loginAnswerSchema,
  loginRequestSchema,
  mediaAnswerSchema,
  refreshRequestSchema,
} from './http.ts';
import { OP_KINDS, OP_PAYLOADS } from './ops.ts';
import { terminalAuthSchema } from './terminal.ts';

/** A JSON Schema, or any other JSON object of the document. */
export interface JsonObject {
  [key: string]: unknown;
}

/** Where z.json() points inside one schema; in the document it is a component of its own. */
const LOCAL_JSON_VALUE = '"#/definitions/__schema0"';
const JSON_VALUE_REF = '#/components/schemas/JsonValue';

/** A reference to a named schema of the document. */
export function schemaRef(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * One schema as JSON Schema, without a dialect of its own. Unknown fields are not forbidden, since fields may be added
 * to the wire. Throws when the schema holds a definition other than a plain JSON value: it would need a name.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonObject {
  const { $schema: _dialect, definitions, ...own } = convert(schema);
  if (definitions !== undefined && stable(definitions) !== stable(convert(z.object({ any: z.json() })).definitions)) {
    throw new Error('a wire schema holds a definition that has no name in the document');
  }
  return withNamedJson(own);
}

function convert(schema: z.ZodType): JsonObject {
  return { ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) };
}

function withNamedJson(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll(LOCAL_JSON_VALUE, JSON.stringify(JSON_VALUE_REF))) as JsonObject;
}

function stable(value: unknown): string {
  return JSON.stringify(value);
}

/** Any JSON value, as a recursive schema. */
function jsonValueSchema(): JsonObject {
  const { definitions } = convert(z.object({ any: z.json() }));
  return withNamedJson((definitions as Record<string, JsonObject>).__schema0 ?? {});
}

/** Schemas of the HTTP side, by the name they have in the document. */
export const HTTP_SCHEMAS = {
  'http.login': loginRequestSchema,
  'http.login.answer': loginAnswerSchema,
  'http.refresh': refreshRequestSchema,
  'http.refusal': httpRefusalSchema,
  'http.health': healthSchema,
  'http.media.answer': mediaAnswerSchema,
} as const;

/** Every named schema of the document: handshakes, entities, op payloads, HTTP bodies. */
export function namedSchemas(): Record<string, JsonObject> {
  const named: Record<string, z.ZodType> = {
    'handshake.terminal': terminalAuthSchema,
    'handshake.console': consoleAuthSchema,
    ...HTTP_SCHEMAS,
    ...Object.fromEntries(ENTITY_NAMES.map((name) => [`entity.${name}`, ENTITY_SCHEMAS[name]])),
    ...Object.fromEntries(OP_KINDS.map((kind) => [`op.${kind}`, OP_PAYLOADS[kind]])),
  };
  const schemas = Object.entries(named).map(([name, schema]): [string, JsonObject] => [name, jsonSchemaOf(schema)]);
  return { JsonValue: jsonValueSchema(), ...Object.fromEntries(schemas) };
}
