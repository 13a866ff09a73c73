import type { TaxonomyType } from '#shared/district/taxonomy.ts';
import type { StreetNetwork } from '#shared/district/streets/network.ts';
import type { Router } from '#shared/district/streets/route.ts';
import type { SceneKind } from '../picture/scene.ts';

/** What all simulated people share: the streets, the catalogue, and how the run was asked for. */
export interface World {
  readonly streets: StreetNetwork;
  readonly router: Router;
  readonly catalogue: readonly CatalogueEntry[];
  readonly settings: BehaviourSettings;
}

/** One kind of problem a worker may meet, with what its report looks like. */
export interface CatalogueEntry {
  type: TaxonomyType;
  groupZh: string;
  scene: SceneKind;
  /** how often it is met, relative to the others */
  weight: number;
}

export interface BehaviourSettings {
  /** people live this many times faster: 1 is real time */
  speed: number;
  /** milliseconds between two positions */
  positionInterval: number;
  /** mean milliseconds of a worker's duty between two reports (people's time); Infinity for none */
  reportMean: number;
  /** mean milliseconds of a worker's duty between two calls for help; Infinity for none */
  sosMean: number;
  /** mean milliseconds of a worker's duty between two talks on the radio; Infinity for none, and no answers either */
  talkMean: number;
  /** share of people on duty, 0…1 */
  onDuty: number;
  /** do handhelds lose coverage now and then? */
  coverageLoss: boolean;
  /** everybody accepts and acts at once, after this many milliseconds of real time; null for human behaviour */
  reliableThink: number | null;
}
