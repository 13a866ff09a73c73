import { areaRefusal } from '#shared/domain/mapArea.ts';
import { shownAreas } from '../outbox/areas.ts';
import type { Feed } from './context.ts';

/** Shared areas and one's own, by name. Nobody signed in sees the shared ones and changes none. */
export const areaList: Feed<'area.list'> = ({ cache, outbox, session }) => {
  const { user } = session;
  const { areas, waiting } = shownAreas(cache.stores, outbox, user?.id ?? '');
  return [...areas.values()]
    .filter(({ shared, createdBy }) => shared || createdBy.id === user?.id)
    .map((area) => ({
      ...area,
      mayChange: user !== null && areaRefusal(user, area, null) === null,
      waiting: waiting.has(area.id),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN') || a.id.localeCompare(b.id));
};
