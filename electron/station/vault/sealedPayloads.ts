import { contactSchema, type OpKind } from '#shared/protocol/ops.ts';
import { personalFields, type PersonalField } from '#shared/protocol/personal.ts';
import { checkPayload, type PayloadCodec, parseJson, plainPayloads } from '../outbox/payload.ts';
import { isSealed, type Vault } from './vault.ts';

interface Op {
  id: string;
  kind: OpKind;
}
type Fields = Readonly<Record<string, unknown>>;

/** The outbox on disk with whatever is personal in it encrypted, each part bound to its action. */
export function sealedPayloads(vault: Vault): PayloadCodec {
  return {
    ...plainPayloads,
    write: (op, payload) => JSON.stringify(isFields(payload) ? sealFields(vault, op, payload) : payload),
    read: (op, text) => {
      const written = parseJson(text);
      if (!isFields(written)) return checkPayload(op.kind, written);
      const { payload, lost } = openFields(vault, op, written);
      return lost ? { ok: false, code: 'key-lost', draft: payload } : checkPayload(op.kind, payload);
    },
  };
}

/** Encrypts what is personal and not encrypted yet. */
export function sealFields(vault: Vault, op: Op, payload: Fields): Fields {
  const sealed = personalFields(op.kind, payload)
    .filter((field) => !isSealed(payload[field]) || vault.open(ownerOf(op, field), payload[field]) === null)
    .map((field) => [field, vault.seal(ownerOf(op, field), JSON.stringify(payload[field]))] as const);
  return sealed.length === 0 ? payload : { ...payload, ...Object.fromEntries(sealed) };
}

/** `lost`: a part does not open any more; it is left empty, to be typed again. */
function openFields(vault: Vault, op: Op, written: Fields): { payload: Fields; lost: boolean } {
  let lost = false;
  const opened = personalFields(op.kind, written).map((field) => {
    const value = written[field];
    // Of a version before: in clear.
    if (!isSealed(value)) return [field, value] as const;
    const text = vault.open(ownerOf(op, field), value);
    if (text === null) lost = true;
    return [field, text === null ? emptyOf(field) : parseJson(text)] as const;
  });
  return { payload: opened.length === 0 ? written : { ...written, ...Object.fromEntries(opened) }, lost };
}

function emptyOf(field: PersonalField): unknown {
  return field === 'contact' ? contactSchema.parse({}) : '';
}

function ownerOf({ id }: Op, field: PersonalField): string {
  return `outbox/${id}/${field}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
