import type { OpenedBase } from './openedBase.ts';

/** What a style needs of an opened base: where its tiles are, and how they are drawn. */
export interface ShownBase extends Pick<OpenedBase, 'minZoom' | 'maxZoom' | 'schema' | 'imagery'> {
  /** template of the map's own protocol */
  tiles: string;
}
