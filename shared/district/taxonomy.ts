/** Schema and types of the case catalogue (`resources/taxonomy/taxonomy.json`). The catalogue is versioned data. */
import { z } from 'zod';
import { type ScriptQuestion, scriptQuestionSchema } from '../protocol/cases.ts';

export const URGENCIES = ['critical', 'urgent', 'normal'] as const;
export const urgencySchema = z.enum(URGENCIES);
export type Urgency = z.infer<typeof urgencySchema>;

/** Urgent hours run round the clock; working hours and days run on the statutory working calendar. */
export const limitUnitSchema = z.enum(['urgent-hour', 'working-hour', 'working-day']);
export type LimitUnit = z.infer<typeof limitUnitSchema>;

export const limitSchema = z.object({ value: z.number().positive(), unit: limitUnitSchema });
export type Limit = z.infer<typeof limitSchema>;

export const stageLimitsSchema = z.object({
  accept: limitSchema,
  dispatch: limitSchema,
  handle: limitSchema,
  verify: limitSchema,
});
export type StageLimits = z.infer<typeof stageLimitsSchema>;

/** Name of a lucide icon in kebab-case. */
const iconSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const names = { zh: z.string().min(2), en: z.string().min(2) };

export const taxonomyClassSchema = z.object({ code: z.string().regex(/^\d{2}$/), ...names });
export type TaxonomyClass = z.infer<typeof taxonomyClassSchema>;

export const taxonomyGroupSchema = z.object({
  code: z.string().regex(/^\d{4}$/),
  classCode: z.string(),
  ...names,
  icon: iconSchema,
});
export type TaxonomyGroup = z.infer<typeof taxonomyGroupSchema>;

/** `pinyin` holds the initials of `zh`, lower case (井盖破损 → "jgps"), for quick entry. */
export const taxonomyTypeSchema = z.object({
  code: z.string().regex(/^\d{6}$/),
  groupCode: z.string(),
  ...names,
  synonyms: z.array(z.string().min(2)),
  pinyin: z.string().regex(/^[a-z0-9]+$/),
  departmentCode: z.string().min(1),
  urgency: urgencySchema,
  limits: stageLimitsSchema,
  icon: iconSchema,
  /** the script that is asked at intake, in this order; ids are unique in it */
  questions: z.array(scriptQuestionSchema).min(1).max(20).optional(),
});
export type TaxonomyType = z.infer<typeof taxonomyTypeSchema>;

/** What a script says that cannot be: two questions of one id, choices where there is nothing to choose, an answer nobody can give. */
function* scriptProblems(questions: readonly ScriptQuestion[]): Generator<string> {
  if (new Set(questions.map(({ id }) => id)).size < questions.length) yield 'a question stands twice';
  for (const { id, kind, choices = [], raises } of questions) {
    if (choices.length > 0 !== (kind === 'choice')) yield `question ${id} has choices or lacks them`;
    const answers = kind === 'yes-no' ? ['yes', 'no'] : choices.map(({ zh }) => zh);
    if (raises && !answers.includes(raises.answer)) yield `no answer to ${id} is “${raises.answer}”`;
  }
}

/** taxonomy.json. Codes are unique, and the code of a parent is the prefix of its children. */
export const taxonomySchema = z
  .object({
    version: z.string().regex(/^\d{4}\.\d+$/),
    effectiveFrom: z.iso.date(),
    classes: z.array(taxonomyClassSchema),
    groups: z.array(taxonomyGroupSchema),
    types: z.array(taxonomyTypeSchema),
  })
  .superRefine((taxonomy, context) => {
    const codes = new Set<string>();
    for (const { code } of [...taxonomy.classes, ...taxonomy.groups, ...taxonomy.types]) {
      if (codes.has(code)) context.addIssue({ code: 'custom', message: `code ${code} is used twice` });
      codes.add(code);
    }
    for (const { code, questions = [] } of taxonomy.types) {
      for (const problem of scriptProblems(questions))
        context.addIssue({ code: 'custom', message: `${code}: ${problem}` });
    }
    const children = [
      ...taxonomy.groups.map((group) => ({ code: group.code, parent: group.classCode })),
      ...taxonomy.types.map((type) => ({ code: type.code, parent: type.groupCode })),
    ];
    for (const { code, parent } of children) {
      if (!codes.has(parent)) context.addIssue({ code: 'custom', message: `${code} has no parent ${parent}` });
      if (!code.startsWith(parent))
        context.addIssue({ code: 'custom', message: `${code} does not begin with its parent ${parent}` });
    }
  });
export type Taxonomy = z.infer<typeof taxonomySchema>;
