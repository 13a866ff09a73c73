import type { ComponentType } from 'react';
import type { PrintDocument } from '#shared/contract/printing.ts';
import { CaseDossier } from '../../features/case/index.ts';
import { FiguresReport } from '../../features/figures/index.ts';

export interface DocumentProps<D extends PrintDocument = PrintDocument> {
  document: D;
  /** everything stands; a name for its file, and a workbook beside it */
  onReady: (name: string, book?: Uint8Array<ArrayBuffer>) => void;
  onFail: (reason: string) => void;
}

/** The component of each kind of document. */
export const DOCUMENTS: {
  [K in PrintDocument['kind']]: ComponentType<DocumentProps<Extract<PrintDocument, { kind: K }>>>;
} = {
  figures: FiguresReport,
  'case-dossier': CaseDossier,
};
