export { changeSettings, followSettings, pageDraftKey, startBridge, useFacts, useSettings } from './bridge.ts';
export { createStationClient, listenForPorts, type StationClient } from './client.ts';
export { gatewayNow, useNow } from './clock.ts';
export { StationConnection, type StationState } from './connection.ts';
export { StationProvider, useStation, useStationState } from './StationProvider.tsx';
export { type ActOutcome, type ActRequest, onActed, onGone, useAct, useAmend } from './useAct.ts';
export { StationRefusal, useFeed, useStatus } from './useFeed.ts';
