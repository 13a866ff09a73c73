/** Why a document could not be printed: `signed-out`, `timeout`, `page-gone`, or what the page said. */
export class PrintFailed extends Error {}

export interface Printed {
  pdf: Uint8Array;
  /** the same as a workbook, where the document has one */
  book: Uint8Array | null;
  name: string;
}
