import type { Random } from './random.ts';

/** Times in seconds of the person's own clock; chances in 0…1. */
export interface Persona {
  name: 'punctual' | 'slow' | 'forgetful' | 'reliable';
  /** from the buzz of the handheld to reading */
  read: readonly [number, number];
  /** from reading to answering */
  answer: readonly [number, number];
  /** work at the place, before it is reported back */
  work: readonly [number, number];
  /** never answers */
  ignores: number;
  declines: number;
  /** answers, but `LATE_FACTOR` times later */
  late: number;
  /** hands a case back instead of starting on it */
  returns: number;
  /** finds the work of a colleague good, and what is to be checked as it was told */
  passes: number;
  acceptsVideo: number;
  /** puts a small thing in order right after reporting it */
  settles: number;
}

export const LATE_FACTOR = 6;

const PUNCTUAL: Persona = {
  name: 'punctual',
  read: [3, 20],
  answer: [4, 30],
  work: [180, 600],
  ignores: 0.01,
  declines: 0.03,
  late: 0.02,
  returns: 0.04,
  passes: 0.88,
  acceptsVideo: 0.8,
  settles: 0.15,
};
const SLOW: Persona = {
  name: 'slow',
  read: [20, 120],
  answer: [30, 240],
  work: [420, 1500],
  ignores: 0.03,
  declines: 0.06,
  late: 0.15,
  returns: 0.08,
  passes: 0.85,
  acceptsVideo: 0.5,
  settles: 0.1,
};
const FORGETFUL: Persona = {
  name: 'forgetful',
  read: [10, 300],
  answer: [30, 420],
  work: [240, 1200],
  ignores: 0.2,
  declines: 0.05,
  late: 0.3,
  returns: 0.06,
  passes: 0.8,
  acceptsVideo: 0.4,
  settles: 0.05,
};

/** Everybody does as told, at once: for tests. `thinkSeconds` stands before every step. */
export function reliablePersona(thinkSeconds: number): Persona {
  const think = [thinkSeconds, thinkSeconds] as const;
  return {
    name: 'reliable',
    read: think,
    answer: think,
    work: think,
    ignores: 0,
    declines: 0,
    late: 0,
    returns: 0,
    passes: 1,
    acceptsVideo: 1,
    settles: 0,
  };
}

/** Six in ten people are punctual, three slow, one forgetful. */
export function drawPersona(random: Random): Persona {
  const draw = random.next();
  if (draw < 0.6) return PUNCTUAL;
  return draw < 0.9 ? SLOW : FORGETFUL;
}
