import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('reads what is given and fills in the rest', () => {
  const options = readOptions(['--gateway', 'http://127.0.0.1:9000/', '--workers', '50', '--rate=20', '--reliable']);
  expect(options).toMatchObject({
    gateway: 'http://127.0.0.1:9000',
    workers: 50,
    rate: 20,
    reliable: true,
    'position-interval': 5,
    'on-duty': 0.85,
  });
});

it.each([[['--workers', '20001']], [['--workers', 'many']], [['--gateway', 'nowhere']], [['--colour', 'red']]])(
  'refuses %j and names the option',
  (args) => {
    expect(() => readOptions(args)).toThrow(args[0]);
  },
);
