import { Refused } from '../serve/answers.ts';
import type { Feed } from './context.ts';

export const trailGet: Feed<'trail.get'> = ({ trails, lookUps, session }, { workerId, from, to }) => {
  if (!lookUps.isOpen(session.user, workerId, from, to)) throw new Refused('forbidden', 'look-up-first');
  if (!trails) throw new Refused('unavailable', 'trails-unavailable');
  return trails.read(workerId, from, to);
};
