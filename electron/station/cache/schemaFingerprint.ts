import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ENTITY_SCHEMAS } from '#shared/protocol/entities.ts';

let known: string | null = null;

/**
 * Names what this version reads of the centre's records. A cache filled by a version with another one may lack records
 * that it could not read, and fields that it did not know.
 */
export function schemaFingerprint(): string {
  known ??= fingerprint();
  return known;
}

function fingerprint(): string {
  const schemas = Object.entries(ENTITY_SCHEMAS).map(([entity, schema]) => [entity, z.toJSONSchema(schema)]);
  return createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
}
