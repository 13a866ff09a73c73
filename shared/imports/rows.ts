import { z } from 'zod';
import { URGENCIES } from '../domain/case.ts';
import {
  codeSchema,
  idSchema,
  latSchema,
  lonSchema,
  noteSchema,
  skillsSchema,
  timeSchema,
  titleSchema,
} from '../protocol/common.ts';
import { limitSchema } from '../protocol/entities.ts';
import type { ImportKind } from '../protocol/imports.ts';

/** What one line of a batch's file holds, by kind. Positions are WGS-84; what is absent stays as it was, or is the centre's to find. */

/** points of one ring: more is a coastline, not a grid */
export const MOST_RING_POINTS = 2000;
const MOST_RINGS = 20;
const name = z.string().trim().min(1).max(100);
const ring = z
  .array(z.tuple([lonSchema, latSchema]))
  .min(4)
  .max(MOST_RING_POINTS);

export const IMPORT_ROWS = {
  case: z.object({
    /** made of what the row tells (`caseId.ts`): the same row twice is the same case */
    id: idSchema,
    categoryCode: codeSchema,
    title: titleSchema,
    text: noteSchema,
    urgency: z.enum(URGENCIES).optional(),
    reportedAt: timeSchema,
    lon: lonSchema,
    lat: latSchema,
    address: z.string().max(300),
    componentCode: codeSchema.optional(),
  }),
  grid: z.object({
    code: z.string().regex(/^(\d{9}|\d{12}|\d{14})$/),
    name,
    /** first ring outline, further rings holes */
    rings: z.array(ring).min(1).max(MOST_RINGS).optional(),
  }),
  component: z.object({
    code: z.string().regex(/^\d{16}$/),
    name,
    ownerDepartment: codeSchema,
    lon: lonSchema,
    lat: latSchema,
    /** absent: the one it lies in */
    gridCode: codeSchema.optional(),
  }),
  department: z
    .object({
      code: codeSchema,
      zh: name,
      en: name.optional(),
      /** absent: as it was */
      lon: lonSchema.optional(),
      lat: latSchema.optional(),
    })
    .refine(({ lon, lat }) => (lon === undefined) === (lat === undefined), { message: 'half a place', path: ['lon'] }),
  worker: z.object({
    id: codeSchema,
    name,
    role: z.enum(['grid-worker', 'team-lead', 'specialist']),
    teamId: codeSchema,
    gridCode: codeSchema,
    /** absent: as they were */
    skills: skillsSchema.optional(),
  }),
  category: z.object({
    code: codeSchema,
    catalogueVersion: z.string().trim().min(1).max(40).optional(),
    groupCode: codeSchema,
    groupZh: name,
    groupEn: name.optional(),
    classCode: codeSchema,
    classZh: name,
    classEn: name.optional(),
    zh: name,
    en: name.optional(),
    synonyms: z.array(name).max(50).optional(),
    pinyin: z.string().max(100).optional(),
    departmentCode: codeSchema,
    urgency: z.enum(URGENCIES).optional(),
    accept: limitSchema.optional(),
    dispatch: limitSchema.optional(),
    handle: limitSchema.optional(),
    verify: limitSchema.optional(),
    icon: z.string().max(40).optional(),
  }),
} as const satisfies Record<ImportKind, z.ZodType>;

export type ImportRow<K extends ImportKind = ImportKind> = z.infer<(typeof IMPORT_ROWS)[K]>;

/** What a row is known by: its id or code. Two rows of one batch never share it. */
export function importKey(row: ImportRow): string {
  return 'id' in row ? row.id : row.code;
}
