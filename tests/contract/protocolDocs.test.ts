/** The published protocol is what the code validates, all of it, and no schema can be made to throw. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderProtocolDocs } from '../../scripts/docsProtocol.ts';
import { buildAsyncApi, messageKey, WIRE_TABLES } from '#shared/protocol/asyncapi.ts';
import { consoleAuthSchema } from '#shared/protocol/console.ts';
import { ENTITY_SCHEMAS } from '#shared/protocol/entities.ts';
import { FLEET_HEADER_BYTES, FLEET_RECORD_BYTES } from '#shared/protocol/fleetFrame.ts';
import { FIELD_BYTES, FRAME_LAYOUTS, type FrameField } from '#shared/protocol/frameLayouts.ts';
import { HTTP_SCHEMAS, type JsonObject, jsonSchemaOf, namedSchemas } from '#shared/protocol/jsonSchemas.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { type EventRow, terminalAuthSchema } from '#shared/protocol/terminal.ts';
import { VOICE_HEADER_BYTES } from '#shared/protocol/voiceFrame.ts';
import type { z } from 'zod';
import { sampleOf } from './schemaArbitrary.ts';

/** The rows of the protocol page, version 1: names that must never go missing. */
const ROWS = {
  'terminal.receive':
    'position report receipt case:action duty sos welfare route floor:request floor:release call-back voice video:answer video:end video:signal video:servers',
  'terminal.send':
    'welcome command command:cancel command:remind welfare floor:taken floor:idle floor:granted floor:revoked floor:queued floor:warned channels voice video:invite video:end video:signal',
  'console.receive':
    'sync snapshot op query fleet:watch clock floor:request floor:release floor:overrule channel:join voice video:invite video:end video:signal video:servers',
  'console.send':
    'welcome delta fleet heartbeat wall:cue notice floor:taken floor:idle floor:granted floor:revoked floor:queued floor:warned voice video:ringing video:answer video:ended video:signal',
} as const;
const ENTITIES =
  'case case-event command receipt worker grid component department category channel transmission call-back video-source shift shift-note setting muster muster-line claim seat import-batch area alarm welfare-timer';
const OTHER_OPS =
  'case.create case.annotate command.issue command.cancel command.confirm command.refuse command.correct command.remind command.template-save command.template-delete command.policy-set muster.start muster.add muster.mark muster.role muster.note muster.settle muster.stand-down muster.replay channel.open channel.members channel.close call-back.answer transmission.link recording.listen video.ptz shift.open shift.note shift.hand-over shift.withdraw shift.acknowledge shift.take-over claim.take claim.keep claim.release watch.set queue.save queue.delete reply-template.save reply-template.delete case-policy.set import.apply import.undo area.create area.change area.remove alarm.acknowledge alarm.policy-set coverage.policy-set welfare.start welfare.stop trail.near trail.district trail.export wall.cue contact.reveal contact.export trail.look-up';
const CASE_OPS =
  'accept reject merge order-check settle dispatch start return report-back request-extension grant-extension refuse-extension suspend resume send-to-verify verify-pass verify-fail evaluate reopen escalate answer-escalation cancel supervise release-supervision assign unassign answer-supervision correct unmerge link unlink complain answer-check recheck';

interface Document {
  channels: Record<string, { address: string; messages: Record<string, unknown> }>;
  operations: Record<string, { action: string; reply?: unknown }>;
  components: { messages: Record<string, { name: string; payload: JsonObject }>; schemas: Record<string, JsonObject> };
}
const published = buildAsyncApi() as Document;

describe('docs/protocol', () => {
  it.each(Object.entries(renderProtocolDocs()))('%s is what the schemas say', async (name, text) => {
    const file = new URL(`../../docs/protocol/${name}`, import.meta.url);
    expect(await readFile(file, 'utf8'), 'run `npm run docs:protocol` and commit what it writes').toBe(text);
  });

  it('is the same on every run', () => {
    expect(renderProtocolDocs()).toEqual(renderProtocolDocs());
    expect(JSON.stringify(buildAsyncApi())).toBe(JSON.stringify(published));
  });

  it.each(WIRE_TABLES)('holds every row of /$namespace, $direction', (table) => {
    const rows = ROWS[`${table.namespace}.${table.direction}`].split(' ');
    expect(Object.keys(table.rows).sort()).toEqual([...rows].sort());
    for (const event of rows) {
      const key = messageKey(table, event);
      expect(published.components.messages[key]?.name).toBe(event);
      expect(published.operations[key]?.action).toBe(table.direction);
      expect(published.channels[table.namespace]?.messages).toHaveProperty([key]);
      expect(published.operations[key]?.reply !== undefined, `${key} answers`).toBe(
        table.rows[event]?.ack !== undefined,
      );
    }
  });

  it('holds every entity and the payload of every op', () => {
    const ops = [...OTHER_OPS.split(' '), ...CASE_OPS.split(' ').map((name) => `case.${name}`)];
    expect(Object.keys(OP_PAYLOADS).sort()).toEqual(ops.sort());
    expect(Object.keys(ENTITY_SCHEMAS).sort()).toEqual(ENTITIES.split(' ').sort());
    const names = Object.keys(published.components.schemas);
    expect(names).toEqual(expect.arrayContaining(ops.map((kind) => `op.${kind}`)));
    expect(names).toEqual(expect.arrayContaining(ENTITIES.split(' ').map((name) => `entity.${name}`)));
    expect(published.components.messages['console.receive.op']?.payload.oneOf).toHaveLength(ops.length);
  });

  it('points nowhere outside itself and names its parts as AsyncAPI wants', () => {
    const refs = JSON.stringify(published).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(refs.length).toBeGreaterThan(100);
    const lost = [...new Set(refs)].filter((ref) => resolved(ref.slice(8, -1)) === undefined);
    expect(lost).toEqual([]);
    for (const part of [published.components.messages, published.components.schemas, published.operations]) {
      for (const key of Object.keys(part)) expect(key).toMatch(/^[a-zA-Z0-9._-]+$/);
    }
  });

  it('describes frames as wide as the codecs make them', () => {
    const width = (fields: readonly FrameField[]) => fields.reduce((sum, field) => sum + FIELD_BYTES[field.type], 0);
    expect(width(FRAME_LAYOUTS.fleet.header)).toBe(FLEET_HEADER_BYTES);
    expect(width(FRAME_LAYOUTS.fleet.record)).toBe(FLEET_RECORD_BYTES);
    expect(width(FRAME_LAYOUTS.voice.header)).toBe(VOICE_HEADER_BYTES);
  });
});

/** Follows `#/a/b/c` into the document. */
function resolved(ref: string): unknown {
  return ref
    .replaceAll('"', '')
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as JsonObject | undefined)?.[key], published);
}

function wireSchemas(): [string, z.ZodType][] {
  const rows = WIRE_TABLES.flatMap((table) =>
    Object.entries(table.rows).flatMap(([event, row]: [string, EventRow]): [string, z.ZodType][] => {
      const key = messageKey(table, event);
      const own: [string, z.ZodType][] = row.binary ? [] : [[key, row.payload]];
      return row.ack ? [...own, [`${key}.ack`, row.ack]] : own;
    }),
  );
  return [
    ...rows,
    ...Object.entries(OP_PAYLOADS).map(([kind, schema]): [string, z.ZodType] => [`op.${kind}`, schema]),
    ...Object.entries(ENTITY_SCHEMAS).map(([name, schema]): [string, z.ZodType] => [`entity.${name}`, schema]),
    ...Object.entries(HTTP_SCHEMAS),
    ['handshake.terminal', terminalAuthSchema],
    ['handshake.console', consoleAuthSchema],
  ];
}

const NAMED = namedSchemas();
const sampled = (schema: z.ZodType) => sampleOf(jsonSchemaOf(schema), (ref) => NAMED[ref.split('/').pop() ?? ''] ?? {});
const garbage = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
});

describe.each(wireSchemas())('%s', (_name, schema) => {
  it('accepts what its published schema allows', () => {
    fc.assert(
      fc.property(sampled(schema), (sample) => {
        expect(schema.safeParse(sample).error).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('takes any garbage without throwing and refuses what is no object', () => {
    fc.assert(
      fc.property(garbage, (value) => {
        const { success } = schema.safeParse(value);
        if (value === null || typeof value !== 'object') expect(success).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

/** Fields a plain object schema must have and that may not hold just anything: an absent one must be refused. */
function strictFields(schema: z.ZodType): string[] {
  const { required, properties } = jsonSchemaOf(schema);
  const names = Array.isArray(required) ? required.map(String) : [];
  const shapes = (properties ?? {}) as Record<string, JsonObject>;
  return names.filter((name) => Object.keys(shapes[name] ?? {}).length > 0);
}

describe.each(wireSchemas().filter(([, schema]) => strictFields(schema).length > 0))('%s', (_name, schema) => {
  it('refuses a sample without one of its required fields', () => {
    fc.assert(
      fc.property(sampled(schema), fc.constantFrom(...strictFields(schema)), (sample, field) => {
        expect(schema.safeParse({ ...(sample as JsonObject), [field]: undefined }).success).toBe(false);
      }),
      { numRuns: 15 },
    );
  });
});
