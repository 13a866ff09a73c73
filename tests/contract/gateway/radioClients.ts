import type { FloorEvent, Transmission } from '#shared/protocol/intercom.ts';
import { decodeVoiceFrame, encodeVoiceFrame, type VoiceHeader } from '#shared/protocol/voiceFrame.ts';
import type { Answer, Client } from './clients.ts';

/** What a granted request is answered. */
export interface Grant extends Answer {
  state: 'granted';
  streamId: number;
  channelIndex: number;
  transmissionId: string;
  talkMs: number;
}

export const press = (client: Client, channelId: string, emergency?: boolean) =>
  client.ask('floor:request', { channelId, ...(emergency === undefined ? {} : { emergency }) });
export const letGo = (client: Client, channelId: string) => client.ask('floor:release', { channelId });

/** Asks for a floor that is free. */
export async function grantOf(client: Client, channelId: string): Promise<Grant> {
  const answer = await press(client, channelId);
  if (answer.state !== 'granted') throw new Error(`no floor on ${channelId}: ${JSON.stringify(answer)}`);
  return answer as Grant;
}

/** Sends one frame; its packet holds the sequence, so that a test can tell frames apart. */
export function say(client: Client, sequence: number, channelIndex = 0): void {
  const header = { channelIndex, streamId: 1, sequence, timestamp: sequence * 960 };
  client.socket.emit('voice', encodeVoiceFrame(header, new Uint8Array([sequence & 255])));
}

/** Talks until stopped: a frame each 20 ms. */
export function keepTalking(client: Client, channelIndex = 0): () => void {
  let sequence = 0;
  const timer = setInterval(() => say(client, (sequence += 1), channelIndex), 20);
  return () => clearInterval(timer);
}

/** Headers of the frames that were heard. */
export function headers(client: Client): VoiceHeader[] {
  return client.all<Uint8Array>('voice').flatMap((frame) => decodeVoiceFrame(new Uint8Array(frame))?.header ?? []);
}

/** Events of one channel that were heard, as `name talker` or `name code`. */
export function floorEvents(client: Client, channelId: string): string[] {
  return client.heard
    .filter(({ event, payload }) => event.startsWith('floor:') && (payload as FloorEvent).channelId === channelId)
    .map(({ event, payload }) => {
      const { talker, code, position } = payload as FloorEvent;
      return [event.slice('floor:'.length), talker?.id ?? code ?? position]
        .filter((part) => part !== undefined)
        .join(' ');
    });
}

/** Rows of an entity as the centre has them. */
export async function rowsOf<T>(desk: Client, entity: string): Promise<T[]> {
  const { rows } = await desk.ask('snapshot', { entity, limit: 2000 });
  return (rows as { value: T }[]).map(({ value }) => value);
}

/** A talk as soon as it stands in the centre's rows and fits. */
export async function talkRow(
  desk: Client,
  id: string,
  fits: (row: Transmission) => boolean = () => true,
): Promise<Transmission> {
  for (let tries = 0; tries < 60; tries += 1) {
    const row = (await rowsOf<Transmission>(desk, 'transmission')).find((one) => one.id === id);
    if (row && fits(row)) return row;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the talk is not written so');
}
