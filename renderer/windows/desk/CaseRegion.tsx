import { EmptyState } from '../../ui/index.ts';

/** The open case. */
export function CaseRegion({ caseId }: { caseId: string }) {
  return <EmptyState title={caseId} />;
}
