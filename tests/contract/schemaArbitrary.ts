/** Valid samples of a JSON Schema (the part of it that the wire's schemas use), for fuzzing. */
import fc from 'fast-check';
import type { JsonObject } from '#shared/protocol/jsonSchemas.ts';

/** Printable text without white space at its ends, since titles and reasons are trimmed before they are measured. */
const CHARACTER = fc.constantFrom(...Array.from('aZ09井盖路灯“”-_.😀'));
const MAX_ITEMS = 4;

/** An arbitrary of values the schema accepts. `resolve` gives the schema a `$ref` points to. */
export function sampleOf(schema: JsonObject, resolve: (ref: string) => JsonObject): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string')
    return schema.$ref.endsWith('/JsonValue') ? fc.jsonValue() : sampleOf(resolve(schema.$ref), resolve);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const either = Array.isArray(schema.anyOf) ? schema.anyOf : schema.oneOf;
  if (Array.isArray(either)) return fc.oneof(...either.map((option: JsonObject) => sampleOf(option, resolve)));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => sampleOf({ ...schema, type }, resolve)));
  switch (schema.type) {
    case 'object':
      return objectSample(schema, resolve);
    case 'array':
      return arraySample(schema, resolve);
    case 'string':
      return stringSample(schema);
    case 'integer':
    case 'number':
      return numberSample(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function objectSample(schema: JsonObject, resolve: (ref: string) => JsonObject): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Record<string, JsonObject>;
  if (!schema.properties) {
    const values = (schema.additionalProperties ?? {}) as JsonObject;
    return fc.dictionary(fc.string({ maxLength: 10 }), sampleOf(values, resolve), {
      maxKeys: MAX_ITEMS,
      noNullPrototype: true,
    });
  }
  const required = (schema.required ?? []) as string[];
  const fields = Object.entries(properties).map(([name, field]) => [name, sampleOf(field, resolve)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required, noNullPrototype: true });
}

function arraySample(schema: JsonObject, resolve: (ref: string) => JsonObject): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.items)) return fc.tuple(...schema.items.map((item: JsonObject) => sampleOf(item, resolve)));
  const minLength = Number(schema.minItems ?? 0);
  const maxLength = Math.max(minLength, Math.min(MAX_ITEMS, Number(schema.maxItems ?? MAX_ITEMS)));
  return fc.array(sampleOf((schema.items ?? {}) as JsonObject, resolve), { minLength, maxLength });
}

function stringSample(schema: JsonObject): fc.Arbitrary<string> {
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Number(schema.maxLength ?? 40);
  if (schema.format === 'uuid') return fc.uuid();
  if (typeof schema.pattern === 'string') {
    const pattern = new RegExp(schema.pattern.replace('+$', `{${Math.max(1, minLength)},${Math.min(20, maxLength)}}$`));
    return fc.stringMatching(pattern);
  }
  return fc
    .array(CHARACTER, { minLength, maxLength: Math.max(minLength, Math.min(20, Math.floor(maxLength / 2))) })
    .map((characters) => characters.join(''));
}

function numberSample(schema: JsonObject): fc.Arbitrary<number> {
  const exclusive = Number(schema.exclusiveMinimum ?? Number.NaN);
  const step = schema.type === 'integer' ? 1 : 1e-6;
  const min = Number.isNaN(exclusive) ? Number(schema.minimum ?? -1e9) : exclusive + step;
  const max = Number(schema.maximum ?? 1e9);
  return schema.type === 'integer'
    ? fc.integer({ min: Math.max(min, Number.MIN_SAFE_INTEGER), max: Math.min(max, Number.MAX_SAFE_INTEGER) })
    : fc.double({ min, max, noNaN: true });
}
