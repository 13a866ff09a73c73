import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { PrintJob, Rendered } from '#shared/contract/printing.ts';
import { useStatus } from '../../station/index.ts';
import { DOCUMENTS, type DocumentProps } from './documents.ts';
import { Sheet } from './Sheet.tsx';

/** lets fonts and canvases of what stands be drawn; nothing on the page says when they are */
const DRAWN_MS = 300;

/** Renders the document of this window's job, and tells main when it stands. */
export function PrintApp() {
  const [job, setJob] = useState<PrintJob | null>(null);
  const told = useRef(false);
  const status = useStatus();
  const session = status?.session;
  useEffect(() => {
    document.documentElement.dataset.theme = 'light';
    document.documentElement.dataset.density = 'comfortable';
    void street.printJob().then(setJob);
  }, []);
  const tell = (rendered: Rendered): void => {
    if (told.current) return;
    told.current = true;
    void document.fonts.ready.then(() => setTimeout(() => street.rendered(rendered), DRAWN_MS));
  };
  const signedOut = session?.state === 'signed-out';
  useEffect(() => {
    if (signedOut) tell({ ok: false, reason: 'signed-out' });
  });
  if (!job || !session?.user) return null;
  // The table gives each kind its own component; TypeScript cannot follow the kind through it.
  const Document = DOCUMENTS[job.document.kind] as ComponentType<DocumentProps>;
  return (
    <Sheet operator={job.planned ? null : session.user.name} centre={status?.centre.name ?? ''}>
      <Document
        document={job.document}
        onReady={(name, book) => tell({ ok: true, name, book: book ?? null })}
        onFail={(reason) => tell({ ok: false, reason })}
      />
    </Sheet>
  );
}
