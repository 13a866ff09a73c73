import { expect, it } from 'vitest';
import { readGateway, readUndoSeconds } from './settingsRules.ts';

it.each([
  ['0', 0],
  ['30', 30],
  ['31', null],
  ['-1', null],
  ['2.5', null],
  ['', null],
])('undo seconds %j are %j', (text, seconds) => {
  expect(readUndoSeconds(text)).toBe(seconds);
});

it.each([
  ['', ''],
  [' https://centre.example/ ', 'https://centre.example'],
  ['http://10.0.0.2:4500', 'http://10.0.0.2:4500'],
  ['ftp://centre', null],
  ['centre', null],
])('the address %j is %j', (text, address) => {
  expect(readGateway(text)).toBe(address);
});
