import type { StationConnection } from '../../../station/index.ts';
import { FleetStore } from './store.ts';

type Station = Pick<StationConnection, 'onTick' | 'onState' | 'onRenewed' | 'fleetNext'>;
type Sink = (buffer: ArrayBuffer, painted: () => void) => void;

/**
 * This window's fleet table, fed by its station for as long as the page lives. A map comes and goes over it: the station
 * sends only what changed since the last tick, so a table of the map's own would stay half empty the second time.
 */
export class FleetIntake {
  readonly store = new FleetStore(16_384);
  private readonly station: Station;
  private sink: Sink | null = null;

  constructor(station: Station) {
    this.station = station;
    station.onTick.on((buffer) => {
      if (this.sink) this.sink(buffer, this.ask);
      else this.store.take(buffer);
    });
    // What was asked of a port that is gone is asked of the next one.
    station.onState.on(this.ask);
    station.onRenewed.on(this.ask);
  }

  /** Ticks go to this map (which takes them into the table) until the returned function is called. */
  connect(sink: Sink): () => void {
    this.sink = sink;
    this.ask();
    return () => {
      if (this.sink === sink) this.sink = null;
    };
  }

  private readonly ask = () => {
    if (this.sink) this.station.fleetNext();
  };
}

const intakes = new WeakMap<Station, FleetIntake>();

/** The intake of a station's connection; made with the first map. */
export function intakeOf(station: Station): FleetIntake {
  const known = intakes.get(station);
  if (known) return known;
  const made = new FleetIntake(station);
  intakes.set(station, made);
  return made;
}
