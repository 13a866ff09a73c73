import { z } from 'zod';
import type { Gateway } from '../context.ts';
import type { Decision } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';

export interface KeptList<T> {
  key: string;
  version: number;
  items: T[];
}

/** A list kept under one setting; one that cannot be read counts as empty. */
export async function readList<T>({ storage, log }: Gateway, key: string, schema: z.ZodType<T>): Promise<KeptList<T>> {
  const row = await storage.get('setting', key);
  const parsed = z.array(schema).safeParse(row?.value ?? []);
  if (!parsed.success) log.warn({ key }, 'a setting that should be a list is not; it is begun anew');
  return { key, version: row?.version ?? 0, items: parsed.success ? parsed.data : [] };
}

/** Keeps the list as it is now; decided anew when somebody else changed it first. */
export function keepList<T>({ key, version }: KeptList<T>, items: readonly T[]): Decision {
  const row = { key, version: version + 1, value: z.json().parse(JSON.parse(JSON.stringify(items))) };
  return { ok: true, unit: { puts: [putRow('setting', row, version)] }, answer: { result: { count: items.length } } };
}
