// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { useDesk } from './store.ts';

beforeEach(() => useDesk.setState({ queue: 'intake', filter: { urgency: 'critical' } }));

it('[ST317] a grid of the map narrows the queue that is shown', () => {
  useDesk.getState().narrow({ grid: '990101001' });
  expect(useDesk.getState()).toMatchObject({
    queue: 'intake',
    filter: { urgency: 'critical', grid: '990101001' },
  });
});

it('[ST317] a department leads out of queues in which no case can be theirs', () => {
  useDesk.getState().narrow({ department: 'police' });
  expect(useDesk.getState()).toMatchObject({
    queue: 'in-hand',
    filter: { urgency: 'critical', department: 'police' },
  });
  useDesk.getState().setQueue('verify');
  useDesk.getState().narrow({ department: 'drainage' });
  expect(useDesk.getState()).toMatchObject({ queue: 'verify', filter: { department: 'drainage' } });
});
