/**
 * A station in a process of its own, for tests that kill it: acts once as told and prints the answer. Arguments: the
 * station's configuration and the act, as JSON.
 */
import type { StationConfig } from '#shared/contract/control.ts';
import type { Act } from '#shared/contract/station.ts';
import { openWindow, startStation } from './harness.ts';

const [config, credentials, act] = process.argv.slice(2).map((text): unknown => JSON.parse(text));
const station = startStation(config as StationConfig);
const window = openWindow(station);
const signedIn = await window.call.signIn(credentials as { username: string; password: string });
const answer = signedIn.ok && act ? await window.call.act(act as Act) : signedIn;
process.stdout.write(`${JSON.stringify({ answer, trouble: station.status().trouble })}\n`);
