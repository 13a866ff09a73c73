import { expect, it } from 'vitest';
import { saveSoundSchema } from './saveSound.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const ogg = bytesOf('OggS and what follows');

it('takes a recording, and nothing that is none', () => {
  expect(saveSoundSchema.safeParse({ name: '10:00 王芳', bytes: ogg }).success).toBe(true);
  expect(saveSoundSchema.safeParse({ name: 'x', bytes: bytesOf('#!/bin/sh') }).success).toBe(false);
  expect(saveSoundSchema.safeParse({ name: 'x', bytes: new Uint8Array() }).success).toBe(false);
  expect(saveSoundSchema.safeParse({ name: 'x', bytes: 'OggS' }).success).toBe(false);
});
