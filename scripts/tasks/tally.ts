// How many tests passed and failed, read from the runners' own reports. A runner that fails without naming a failed test
// (a file that does not load, an error outside any test, nothing found) counts as one failure, never as silence.
import { z } from 'zod';

/** `again`: of those that passed, how many did so when they were tried a second time. */
export type Tally = { passed: number; failed: number; again?: number };

/** More second tries than this in one run are no accident of the machine: then each counts as a failure. */
const SECOND_TRIES = 2;

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

const faultOutcome = z.object({
  verdicts: z.array(z.object({ violations: z.array(z.string()) })).min(1),
});

function honest({ passed, failed }: Tally, exitCode: number): Tally {
  if (failed === 0 && (exitCode !== 0 || passed === 0)) return { passed, failed: 1 };
  return { passed, failed };
}

/** @param report Vitest's JSON report, undefined when none was written */
export function tallyOfVitest(report: unknown, exitCode: number): Tally {
  const parsed = vitestReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = parsed.data;
  const notLoaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return honest({ passed: numPassedTests, failed: numFailedTests + notLoaded }, exitCode);
}

/**
 * A test that passed when tried again passes and is named, up to two in a run (docs/decisions/0060).
 * @param report Playwright's JSON report, undefined when none was written
 */
export function tallyOfPlaywright(report: unknown, exitCode: number): Tally {
  const parsed = playwrightReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { stats, errors } = parsed.data;
  const { expected, unexpected, flaky } = stats;
  const failed = unexpected + errors.length;
  if (flaky > SECOND_TRIES) return honest({ passed: expected, failed: failed + flaky }, exitCode);
  return { ...honest({ passed: expected + flaky, failed }, exitCode), again: flaky };
}

/** @param report outcome of a fault run, undefined when none was written. Each promise that was judged counts as a test. */
export function tallyOfFaultRun(report: unknown, exitCode: number): Tally {
  const parsed = faultOutcome.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const broken = parsed.data.verdicts.filter(({ violations }) => violations.length > 0).length;
  return honest({ passed: parsed.data.verdicts.length - broken, failed: broken }, exitCode);
}
