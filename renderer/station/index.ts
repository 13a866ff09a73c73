export {
  changeSettings,
  flushDrafts,
  followSettings,
  pageDraftKey,
  startBridge,
  useFacts,
  useSettings,
} from './bridge.ts';
export { createStationClient, listenForPorts, type StationClient } from './client.ts';
export { gatewayNow, useNow, useTickAt } from './clock.ts';
export { StationConnection, type StationState } from './connection.ts';
export { StationProvider, useStation, useStationState } from './StationProvider.tsx';
export {
  type ActedTogether,
  type ActOutcome,
  type ActRequest,
  onActed,
  onActedTogether,
  onGone,
  useAct,
  useActTogether,
  useAmend,
} from './useAct.ts';
export { StationRefusal, useFeed, useStatus } from './useFeed.ts';
export { useFresh } from './useFresh.ts';
