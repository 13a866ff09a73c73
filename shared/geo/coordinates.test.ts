import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoordinateSystem, readCoordinates } from './index.ts';

const LON = 121 + 27 / 60 + 3 / 3600;
const LAT = 31 + 12 / 60 + 30.5 / 3600;

describe('[ST291] coordinates', () => {
  it.each([
    '31°12′30.5″N 121°27′3″E',
    `31°12'30.5"N, 121°27'3"E`,
    'N31°12′30.5″ E121°27′3″',
    '东经121度27分3秒 北纬31度12分30.5秒',
    '北纬31°12′30.5″，东经121°27′03″',
    '31 12 30.5 121 27 3',
    '３１°１２′３０．５″N，１２１°２７′３″E',
    `${LON},${LAT}`,
    `${LAT} ${LON}`,
    `lat=${LAT}, lng=${LON}`,
    `经度：${LON} 纬度：${LAT}`,
    `${LAT}°N ${LON}°E`,
    `31°12.508333333' 121°27.05'`,
  ])('are read from %s', (text) => {
    const read = readCoordinates(text);
    expect(read?.named).toBeNull();
    expect(read?.lon).toBeCloseTo(LON, 6);
    expect(read?.lat).toBeCloseTo(LAT, 6);
  });

  it.each<[string, CoordinateSystem]>([
    ['高德 121.4,31.2', 'gcj02'],
    ['121.4,31.2 GCJ-02', 'gcj02'],
    ['百度坐标：31.2 121.4', 'bd09'],
    ['bd09ll 121.4 31.2', 'bd09'],
    ['GPS 31.2,121.4', 'wgs84'],
    ['WGS84(121.4 31.2)', 'wgs84'],
    ['天地图 121.4，31.2', 'cgcs2000'],
    ['CGCS2000 坐标 121.4 31.2', 'cgcs2000'],
  ])('name their system in “%s”', (text, named) => {
    expect(readCoordinates(text)).toEqual({ lon: 121.4, lat: 31.2, named });
  });

  it.each([
    '',
    '春岸街559弄31号',
    '121.4',
    '121.4 31.2 5.5',
    '121.4,231.2',
    '31°72′ 121°27′',
    '31N 32N',
    '310104001002 12',
    '高德地图',
    '12号 31.2 121.4',
  ])('are not seen in “%s”', (text) => expect(readCoordinates(text)).toBeNull());

  it('are read in either order all over China, and never throw', () => {
    const lon = fc.double({ min: 73, max: 135, noNaN: true }).map((n) => Number(n.toFixed(6)));
    const lat = fc.double({ min: 18, max: 53, noNaN: true }).map((n) => Number(n.toFixed(6)));
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const read = { lon: x, lat: y, named: null };
        expect(readCoordinates(`${x} ${y}`)).toEqual(read);
        expect(readCoordinates(`${y}, ${x}`)).toEqual(read);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void readCoordinates(text)));
  });
});
