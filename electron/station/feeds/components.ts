import type { ComponentView } from '#shared/contract/intakeViews.ts';
import { MOST_MAPPED } from '#shared/contract/mapLayerViews.ts';
import { type Component, kindCodeOf } from '../intake/componentBook.ts';
import type { Ground } from '../intake/district.ts';
import type { Feed, FeedContext } from './context.ts';

/** [ST243] Components by what is typed; the book is in memory, so that every key is answered at once. */
export const componentFind: Feed<'component.find'> = async (context, { text, pin = null, limit }) => {
  const ground = await context.knowledge.ground();
  const book = await context.knowledge.components();
  return book.find(text, pin, limit).map(({ component, distance }) => viewOf(context, ground, component, distance));
};

/** [ST243] Components around a place. */
export const componentNear: Feed<'component.near'> = async (context, { metres, limit, ...pin }) => {
  const ground = await context.knowledge.ground();
  const book = await context.knowledge.components();
  return book.near(pin, metres, limit).map(({ component, distance }) => viewOf(context, ground, component, distance));
};

/** [ST316] Components in a part of the map; of too many none, and how many they are. */
export const componentWithin: Feed<'component.within'> = async (context, box) => {
  const ground = await context.knowledge.ground();
  const book = await context.knowledge.components();
  const { n, components } = book.within(box, MOST_MAPPED);
  const rows = components.map(({ code, name, lon, lat }) => {
    const kind = ground.kinds.get(kindCodeOf(code));
    return { code, name, lon, lat, kind: kind ? { zh: kind.zh, en: kind.en } : null };
  });
  return { n, rows };
};

export const componentGet: Feed<'component.get'> = async (context, { code }) => {
  const component = context.cache.stores.entities.get('component', code);
  return component ? viewOf(context, await context.knowledge.ground(), component, null) : null;
};

function viewOf(context: FeedContext, ground: Ground, component: Component, distance: number | null): ComponentView {
  const { version: _, ...record } = component;
  const kind = ground.kinds.get(kindCodeOf(component.code));
  const owner = context.cache.stores.entities.get('department', component.ownerDepartment);
  return {
    ...record,
    kind: kind ? { zh: kind.zh, en: kind.en, departmentCode: kind.departmentCode } : null,
    owner: owner ? { zh: owner.zh, en: owner.en } : null,
    grid: context.knowledge.gridNames(component.gridCode),
    distance,
  };
}
