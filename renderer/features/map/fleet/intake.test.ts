import { describe, expect, it } from 'vitest';
import { StationConnection } from '../../../station/index.ts';
import { fullTick } from './fullTick.ts';
import { FleetIntake, intakeOf } from './intake.ts';

const from = { originX: 0.8, originY: 0.4, time: 1 };
const tick = (index: number) => fullTick(from, [{ index, dx: 0.25, dy: 0.5, heading: 0, status: 3, speed: 0 }]);

/** A connection whose asks are counted. */
class Counted extends StationConnection {
  asked = 0;
  override fleetNext(): void {
    this.asked += 1;
  }
}

describe('the fleet intake', () => {
  it('asks when a map comes, and again each time a tick is painted', () => {
    const station = new Counted();
    const intake = new FleetIntake(station);
    expect(station.asked).toBe(0);
    let painted = () => undefined as void;
    intake.connect((_buffer, done) => {
      painted = done;
    });
    expect(station.asked).toBe(1);
    station.onTick.emit(tick(1));
    expect(station.asked).toBe(1);
    painted();
    expect(station.asked).toBe(2);
  });

  it('asks the next port after one was lost, but only for a map', () => {
    const station = new Counted();
    const intake = new FleetIntake(station);
    station.onRenewed.emit(null);
    expect(station.asked).toBe(0);
    const leave = intake.connect(() => undefined);
    station.onState.emit('ready');
    station.onRenewed.emit(null);
    expect(station.asked).toBe(3);
    leave();
    station.onRenewed.emit(null);
    expect(station.asked).toBe(3);
  });

  it('keeps what arrives after the map has gone for the map that comes next', () => {
    const station = new Counted();
    const intake = intakeOf(station);
    intake.connect(() => undefined)();
    station.onTick.emit(tick(4));
    expect(intakeOf(station).store.has(4)).toBe(true);
  });
});
