import { useEffect, useState } from 'react';
import { type ReportsFile, reportsFileSchema } from '#shared/contract/reports.ts';

/** The reports of this workstation, current; null until main has told them. */
export function useReports(): ReportsFile | null {
  const [reports, setReports] = useState<ReportsFile | null>(null);
  useEffect(() => {
    const take = (told: unknown): void => {
      const parsed = reportsFileSchema.safeParse(told);
      if (parsed.success) setReports(parsed.data);
    };
    const stop = street.onReports(take);
    void street.reports().then(take);
    return stop;
  }, []);
  return reports;
}
