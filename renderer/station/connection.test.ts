import { afterEach, describe, expect, it, vi } from 'vitest';
import { StationConnection } from './connection.ts';
import { TestStation } from './testStation.ts';

const open: StationConnection[] = [];
const stations: TestStation[] = [];
function connect(station = new TestStation()): { connection: StationConnection; station: TestStation } {
  const connection = new StationConnection();
  connection.attach(station.windowPort);
  open.push(connection);
  stations.push(station);
  return { connection, station };
}
afterEach(() => {
  vi.useRealTimers();
  for (const connection of open.splice(0)) connection.close();
  for (const station of stations.splice(0)) station.die();
});

describe('StationConnection', () => {
  it('answers a read that was asked before the station was there', async () => {
    const connection = new StationConnection();
    open.push(connection);
    const answer = connection.read('queue.counts', {});
    expect(connection.state).toBe('starting');
    const station = new TestStation({ 'queue.counts': () => [{ queue: 'intake', total: 3, overdue: 1 }] });
    stations.push(station);
    connection.attach(station.windowPort);
    expect(await answer).toEqual({ ok: true, value: [{ queue: 'intake', total: 3, overdue: 1 }] });
  });

  it('keeps fleet ticks apart from calls on the same port', async () => {
    const { connection, station } = connect();
    const tick = new Promise<ArrayBuffer>((resolve) => connection.onTick.on(resolve));
    station.tick(new Uint8Array([1, 2, 3]).buffer);
    expect(new Uint8Array(await tick)).toEqual(new Uint8Array([1, 2, 3]));
    expect((await connection.read('status', {})).ok).toBe(true);
  });

  it('keeps voice apart from calls in both directions', async () => {
    const { connection, station } = connect();
    const heard = new Promise<Uint8Array>((resolve) => connection.onVoice.on(resolve));
    station.voice(new Uint8Array([1, 1, 7]));
    expect(await heard).toEqual(new Uint8Array([1, 1, 7]));
    connection.sendVoice(new Uint8Array([1, 1, 8]));
    expect((await connection.read('status', {})).ok).toBe(true);
    expect(station.voices).toEqual([new Uint8Array([1, 1, 8])]);
  });

  it('never asks the next station for the floor that was asked of the one before', async () => {
    const { connection, station } = connect();
    const talk = { channelIds: ['c'], emergency: false };
    station.die();
    await vi.waitFor(() => expect(connection.state).toBe('lost'));
    expect(await connection.talk(talk)).toBeNull();
    const next = connect();
    expect(await next.connection.talk(talk)).toEqual({ ok: true, value: null });
    expect(next.station.talks).toEqual([talk]);
    expect(station.talks).toEqual([]);
  });

  it('sends an action again with the same id when the station was restarted before it answered', async () => {
    const { connection, station } = connect();
    station.holdActs = new Promise(() => undefined);
    const id = '019aaaaa-0000-7000-8000-000000000000';
    const answer = connection.act({ id, kind: 'case.accept', payload: {} });
    await vi.waitFor(() => expect(station.acts).toHaveLength(1));
    const renewed = vi.fn();
    connection.onRenewed.on(renewed);
    const next = new TestStation();
    stations.push(next);
    connection.attach(next.windowPort);
    expect(await answer).toMatchObject({ ok: true, value: { id } });
    expect(next.acts.map((act) => act.id)).toEqual([id]);
    expect(renewed).toHaveBeenCalledTimes(1);
  });

  it('says the station is lost when its port closes, and serves waiting calls on the next', async () => {
    const { connection, station } = connect();
    const lost = new Promise<string>((resolve) => connection.onState.on(resolve));
    station.die();
    expect(await lost).toBe('lost');
    const answer = connection.read('status', {});
    const next = new TestStation();
    stations.push(next);
    connection.attach(next.windowPort);
    expect((await answer).ok).toBe(true);
    expect(connection.state).toBe('ready');
  });

  it('watches each topic once for all who hold it, and again on a new port', async () => {
    const { connection, station } = connect();
    const leave = connection.watch(['cases', 'outbox']);
    connection.watch(['cases']);
    await vi.waitFor(() => expect(station.watches.at(-1)).toEqual(['cases', 'outbox']));
    expect(station.watches).toHaveLength(1);
    leave();
    await vi.waitFor(() => expect(station.watches.at(-1)).toEqual(['cases']));
    const next = new TestStation();
    stations.push(next);
    connection.attach(next.windowPort);
    await vi.waitFor(() => expect(next.watches).toEqual([['cases']]));
  });

  it('sees within 5 s that a station no longer answers, and that it does again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const station = new TestStation();
    const answer = station.answers.status;
    let release = (_status: unknown): void => undefined;
    station.answers.status = () => new Promise((resolve) => (release = resolve));
    const { connection } = connect(station);
    vi.advanceTimersByTime(5000);
    expect(connection.state).toBe('silent');
    await vi.waitFor(() => expect(station.reads).toHaveLength(1));
    const ready = new Promise((resolve) => connection.onState.on(resolve));
    release(answer?.({}));
    expect(await ready).toBe('ready');
  });
});
