import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What Prometheus may read of this gateway. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    connections: new Gauge({
      name: 'street_connections',
      help: 'Connected sockets by namespace',
      labelNames: ['namespace'],
      registers,
    }),
    events: new Counter({
      name: 'street_events_total',
      help: 'Events received by namespace, event and outcome',
      labelNames: ['namespace', 'event', 'outcome'],
      registers,
    }),
    ops: new Counter({
      name: 'street_ops_total',
      help: 'Console ops by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    positions: new Counter({ name: 'street_positions_total', help: 'Positions taken', registers }),
    positionsDropped: new Counter({
      name: 'street_positions_dropped_total',
      help: 'Positions not taken, by reason',
      labelNames: ['reason'],
      registers,
    }),
    deltas: new Counter({ name: 'street_delta_changes_total', help: 'Changes pushed to consoles', registers }),
    voice: new Counter({
      name: 'street_voice_frames_total',
      help: 'Frames of voice by outcome: relayed, or why not',
      labelNames: ['outcome'],
      registers,
    }),
    talks: new Counter({
      name: 'street_talks_total',
      help: 'Talks by how they ended',
      labelNames: ['endedBy'],
      registers,
    }),
    logSeq: new Gauge({ name: 'street_log_seq', help: 'End of the ordered log', registers }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
