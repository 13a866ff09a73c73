/** The working calendar says the same on a machine in any time zone. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = `
  import { statutoryCalendar, DAY_MS } from '#shared/domain/calendar.ts';
  const calendar = statutoryCalendar();
  const first = Date.UTC(2025, 0, 1);
  const days = Array.from({ length: 760 }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));
  console.log(days.map((day) => calendar.dayKind(day)[0]).join(''));
`;

/** One letter a day of 2025 and 2026 and the days after: w, r or u. */
async function kindsIn(zone: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', PROGRAM], {
    cwd: root,
    env: { ...process.env, TZ: zone },
  });
  return stdout.trim();
}

describe('the statutory calendar in other time zones', () => {
  it.each(['America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'])('%s', async (zone) => {
    const kinds = await kindsIn(zone);
    expect(kinds).toBe(await kindsIn('Asia/Shanghai'));
    expect(kinds.slice(0, 730).replaceAll('r', '')).toMatch(/^w{496}$/);
    expect(kinds.slice(730)).toMatch(/^u+$/);
  });
});
