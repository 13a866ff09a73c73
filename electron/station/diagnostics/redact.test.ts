import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redactLine, WITHHELD } from './redact.ts';

const ID = '019aaaaa-0000-7000-8000-000000000000';
const of = (entry: object): unknown => JSON.parse(redactLine(JSON.stringify(entry)) ?? 'null');

it('lets our own words, codes, numbers and ids through', () => {
  const entry = {
    level: 50,
    time: '2026-11-27T01:02:03.000Z',
    room: 'station',
    op: ID,
    kind: 'case.accept',
    code: 'conflict',
    ms: 12.5,
    clean: true,
    msg: 'an action is set aside',
  };
  expect(of(entry)).toEqual(entry);
});

it('withholds what may have been typed, told or named, whatever field it stands in', () => {
  const words = ['欧阳海', '13900001234', 'lead', '云锦路 12 弄', 'Ouyang Hai'];
  for (const word of words) {
    const line = redactLine(
      JSON.stringify({ user: word, name: word, payload: { contact: { name: word } }, msg: `${word} 1` }),
    );
    expect(line).not.toContain(word);
  }
  for (const word of ['欧阳海', '13900001234', 'a 13900001234'])
    expect(redactLine(JSON.stringify({ kind: word, reason: word, msg: word }))).not.toContain(word);
});

it('of an error passes kind, code and place on, its words only where they are the system’s', () => {
  const stack =
    'Error: 欧阳海\n    at open (/home/wang/app/out/main/station.js:12:3)\n    at file:///home/wang/x.js:1:2';
  expect(of({ err: { type: 'SyntaxError', message: 'Unexpected token 欧', stack } })).toEqual({
    err: { type: 'SyntaxError', message: WITHHELD, stack: ['open station.js:12:3', 'x.js:1:2'] },
  });
  const missing = {
    type: 'Error',
    code: 'ENOENT',
    message: "ENOENT: no such file or directory, open '/home/wang/a'",
    stack: '',
  };
  expect(of({ err: missing })).toEqual({
    err: { type: 'Error', code: 'ENOENT', message: 'ENOENT: no such file or directory, open …', stack: [] },
  });
});

it('treats what another process wrote line by line, and what is no line at all as none', () => {
  const said = `${JSON.stringify({ level: 50, msg: 'a round failed', round: 'tiers', who: '欧阳海' })}\nplain words`;
  expect(of({ child: 'street-gateway', said, msg: 'a process wrote to its error output' })).toEqual({
    child: 'street-gateway',
    said: [{ level: 50, msg: 'a round failed', round: 'tiers', who: WITHHELD }, WITHHELD],
    msg: 'a process wrote to its error output',
  });
  expect(redactLine('欧阳海 13900001234')).toBeNull();
});

it('passes no word on that is not ours, wherever in a line it stands', () => {
  const word = fc.oneof(fc.constantFrom('欧阳海', '13900001234'), fc.string());
  fc.assert(
    fc.property(fc.object({ key: word, values: [word] }), (entry) => {
      const values = redactLine(JSON.stringify({ deep: entry, ...entry })) ?? '';
      expect(values).not.toMatch(/欧阳海|13900001234/);
    }),
  );
});
