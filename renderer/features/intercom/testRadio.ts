import type { RadioChannel, RadioView, Recording } from '#shared/contract/radio.ts';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';

/** For tests: a channel that is joined and idle. */
export function channelForTest(id: string, change: Partial<RadioChannel> = {}): RadioChannel {
  return {
    id,
    index: 1,
    name: id,
    kind: 'grid',
    priority: 1,
    gridCode: null,
    caseId: null,
    musterId: null,
    mayClose: false,
    joined: true,
    talk: null,
    mine: 'none',
    code: null,
    position: null,
    endsAt: null,
    heardAt: null,
    ...change,
  };
}
export function viewForTest(channels: RadioChannel[], change: Partial<RadioView> = {}): RadioView {
  return { silent: null, channels, ear: true, ...change };
}
export function talkForTest(name: string, change: Partial<NonNullable<RadioChannel['talk']>> = {}) {
  const talker = { id: name, name, kind: 'worker' };
  return { talker, streamId: 7, transmissionId: null, since: MONDAY_TEN, emergency: false, mine: false, ...change };
}
export function recordingForTest(id: string, change: Partial<Recording> = {}): Recording {
  return {
    id,
    channelId: 'street',
    channelName: '街道频道',
    talker: { id: 'w1', name: '王芳', kind: 'worker' },
    startedAt: MONDAY_TEN,
    endedAt: MONDAY_TEN + 4000,
    emergency: false,
    lon: null,
    lat: null,
    caseId: null,
    soundMs: 4000,
    bytes: 9000,
    sha256: 'ab'.repeat(32),
    soundAt: MONDAY_TEN,
    cut: false,
    lost: 0,
    ...change,
  };
}
