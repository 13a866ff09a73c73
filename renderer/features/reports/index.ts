export { PlannedReports } from './PlannedReports.tsx';
export { ReportNotices } from './ReportNotices.tsx';
