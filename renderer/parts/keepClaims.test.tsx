import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CASE_POLICY, type Claim } from '#shared/protocol/desks.ts';
import { createStationClient, type StationClient, StationProvider } from '../station/index.ts';
import { TestStation } from '../station/testStation.ts';
import { renderForTest, until } from '../ui/renderForTest.tsx';
import { useKeepClaims } from './keepClaims.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let claims: Claim[];
let station: TestStation;
let client: StationClient;
let unmount: () => void;

const claim = (id: string, by: string, minutes: number): Claim => ({
  ...{ id, version: 1, by: { id: by, name: by }, consoleId: 'desk', at: NOW, until: Date.now() + minutes * MINUTE },
});
const kept = () => station.acts.filter(({ kind }) => kind === 'claim.keep').map(({ payload }) => payload);

function Keeper() {
  useKeepClaims();
  return null;
}

/** Time goes by in the steps at which the desk looks. */
async function pass(minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 6; step += 1) await act(async () => vi.advanceTimersByTime(10_000));
}

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] });
  claims = [claim('opened', 'lead', 10), claim('by-hand', 'lead', 10), claim('others', 'dispatcher', 1)];
  station = new TestStation({
    'claim.list': () => claims,
    'case.policy': () => CASE_POLICY,
  });
  client = createStationClient();
  client.connection.attach(station.windowPort);
  unmount = (
    await renderForTest(
      <StationProvider client={client}>
        <Keeper />
      </StationProvider>,
    )
  ).unmount;
  await until(() => {
    const reads = station.reads.map(({ name }) => name);
    if (!reads.includes('claim.list') || !reads.includes('case.policy')) throw new Error('nothing is known yet');
  });
});
afterEach(() => {
  unmount();
  client.connection.close();
  station.die();
  vi.useRealTimers();
});

it('[ST276] keeps what the operator holds, opened or not, after a third of the lease; of nobody else', async () => {
  await pass(3);
  expect(kept()).toEqual([]);
  await pass(0.5);
  await until(() => expect(kept()[0]).toEqual({ caseIds: ['opened', 'by-hand'] }));
});

it('[ST276] lets the leases of somebody who went away run out, and keeps them again with the next key', async () => {
  claims = [claim('by-hand', 'lead', 20)];
  await act(async () => station.changed(['claims']));
  await pass(10);
  expect(kept()).toEqual([]);
  await pass(5);
  expect(kept()).toEqual([]);
  await act(async () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j' })));
  await pass(0.2);
  await until(() => expect(kept()[0]).toEqual({ caseIds: ['by-hand'] }));
});
