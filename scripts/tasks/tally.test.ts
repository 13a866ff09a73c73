import { describe, expect, it } from 'vitest';
import { tallyOfFaultRun, tallyOfPlaywright, tallyOfVitest } from './tally.ts';

const file = (status: string, tests: number) => ({
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
});

describe('tallyOfVitest', () => {
  it('counts tests', () => {
    const report = { numPassedTests: 3, numFailedTests: 1, testResults: [file('passed', 3), file('failed', 1)] };
    expect(tallyOfVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a file that did not load', () => {
    const report = { numPassedTests: 3, numFailedTests: 0, testResults: [file('passed', 3), file('failed', 0)] };
    expect(tallyOfVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('takes no report, no test and an unexplained exit code for a failure', () => {
    expect(tallyOfVitest(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(tallyOfVitest({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0)).toEqual({
      passed: 0,
      failed: 1,
    });
    const report = { numPassedTests: 3, numFailedTests: 0, testResults: [file('passed', 3)] };
    expect(tallyOfVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
    expect(tallyOfVitest(report, 0)).toEqual({ passed: 3, failed: 0 });
  });
});

describe('tallyOfPlaywright', () => {
  it('counts unexpected and errors outside tests as failures', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 0 }, errors: [{}] };
    expect(tallyOfPlaywright(report, 1)).toEqual({ passed: 4, failed: 2, again: 0 });
  });

  it('names what passed at the second try, and takes a third such test for failures all', () => {
    const of = (flaky: number) => ({ stats: { expected: 4, unexpected: 0, flaky }, errors: [] });
    expect(tallyOfPlaywright(of(2), 0)).toEqual({ passed: 6, failed: 0, again: 2 });
    expect(tallyOfPlaywright(of(3), 0)).toEqual({ passed: 4, failed: 3 });
  });

  it('takes a run without tests for a failure', () => {
    expect(tallyOfPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [] }, 0).failed).toBe(1);
  });
});

describe('tallyOfFaultRun', () => {
  const held = { promise: 'nothing is lost', violations: [] };
  const broken = { promise: 'nothing is doubled', violations: ['twice'] };

  it('counts each promise as a test', () => {
    expect(tallyOfFaultRun({ verdicts: [held, broken] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(tallyOfFaultRun({ verdicts: [held, held] }, 0)).toEqual({ passed: 2, failed: 0 });
  });

  it('takes no outcome, no promise and an unexplained exit code for a failure', () => {
    expect(tallyOfFaultRun(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(tallyOfFaultRun({ verdicts: [] }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(tallyOfFaultRun({ verdicts: [held] }, 1)).toEqual({ passed: 1, failed: 1 });
  });
});
