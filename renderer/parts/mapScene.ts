/** What a feature asks the desk to lay over the map: around a place, ways to it, and people at one moment. Degrees, WGS-84. */
export interface MapScene {
  /** radius in metres */
  ring: { lon: number; lat: number; radius: number } | null;
  lines: readonly (readonly [lon: number, lat: number][])[];
  points: readonly { lon: number; lat: number; label: string }[];
}
