import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { StationClient } from './client.ts';
import type { StationConnection, StationState } from './connection.ts';

const ConnectionContext = createContext<StationConnection | null>(null);

/** Gives the page its station: every hook of this folder needs it above. */
export function StationProvider({ client, children }: { client: StationClient; children: ReactNode }) {
  return (
    <ConnectionContext value={client.connection}>
      <QueryClientProvider client={client.queries}>{children}</QueryClientProvider>
    </ConnectionContext>
  );
}

/** The page's connection: for ticks, alarms and cues. Rows are read with `useFeed`. */
export function useStation(): StationConnection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('useStation needs a StationProvider above it');
  return connection;
}

/** Whether the station of this machine answers. */
export function useStationState(): StationState {
  const connection = useStation();
  return useSyncExternalStore(
    (listener) => connection.onState.on(listener),
    () => connection.state,
  );
}
