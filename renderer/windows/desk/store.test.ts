// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { frontOf, useDesk } from './store.ts';

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

it('[ST365] where one region is seen at a time, it is the one of what was asked for', () => {
  const front = () => frontOf(useDesk.getState());
  const desk = useDesk.getState();
  desk.openCase('c1');
  expect(front()).toBe('centre');
  desk.setFront('queues');
  desk.selectCase('c2');
  expect(front(), 'going through a queue stays in it').toBe('queues');
  desk.openCase('c2');
  desk.compose({ caseId: 'c2' });
  expect(front()).toBe('context');
  desk.setDrawing({} as NonNullable<ReturnType<typeof useDesk.getState>['drawing']>);
  expect(front()).toBe('centre');
  desk.setDrawing(null);
  expect(front(), 'back to the form that asked for it').toBe('context');
  desk.closeContext();
  expect(front()).toBe('centre');
  desk.setFront('context');
  expect(front(), 'a region that is closed is not seen').toBe('centre');
});
