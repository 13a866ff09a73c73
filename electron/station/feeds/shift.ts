import type { User } from '#shared/protocol/entities.ts';
import { shiftNow } from '../outbox/shiftNow.ts';
import type { Feed, FeedContext } from './context.ts';

export const shiftCurrent: Feed<'shift.current'> = (context) =>
  shiftNow(context.cache.stores, context.outbox, (id) => nameOf(context, id));

/** Somebody's name when they have signed in at this desk before, else their id. */
function nameOf({ statements }: FeedContext, id: string): string {
  const row = statements.one<{ user: string }>('SELECT user FROM users WHERE id = ?', id);
  return row ? (JSON.parse(row.user) as User).name : id;
}
