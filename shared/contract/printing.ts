import { z } from 'zod';
import { PERIOD_KINDS } from '../domain/periods.ts';
import { idSchema } from '../protocol/common.ts';
import { figureAreaSchema, GROUPINGS, periodSchema } from './figuresViews.ts';

/**
 * Documents the app prints: a hidden window renders one from the station's feeds, and main makes a PDF of it. A kind of
 * document is a row here and a component in `renderer/windows/print/documents.ts`.
 */
export const printDocumentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figures'),
    period: periodSchema,
    by: z.enum(GROUPINGS),
    area: figureAreaSchema.optional(),
    /** of a report made by plan */
    report: z.enum(PERIOD_KINDS).optional(),
  }),
  /** everything about a case, without what is personal in it */
  z.object({ kind: z.literal('case-dossier'), caseId: idSchema }),
]);
export type PrintDocument = z.infer<typeof printDocumentSchema>;

/** What the page of a hidden window is to render. */
export interface PrintJob {
  document: PrintDocument;
  /** nobody asked for it: it was made by plan */
  planned: boolean;
}

const MOST_BYTES = 50_000_000;
/** How rendering ended: the page stands and can be made a PDF, with what goes beside it as XLSX; or why it cannot. */
export const renderedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** proposed for its file */
    name: z.string().min(1).max(200),
    book: z
      .instanceof(Uint8Array)
      .refine(({ length }) => length <= MOST_BYTES)
      .nullable(),
  }),
  z.object({ ok: z.literal(false), reason: z.string().max(200) }),
]);
export type Rendered = z.infer<typeof renderedSchema>;
