/** A closed outline: its last corner is its first. Degrees, WGS-84. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

/** What a feature asks the desk to lay over the map: around a place, ways to it, and people at one moment. Degrees, WGS-84. */
export interface MapScene {
  /** radius in metres */
  ring: { lon: number; lat: number; radius: number } | null;
  lines: readonly (readonly [lon: number, lat: number][])[];
  /** outlines that are filled */
  areas?: readonly Ring[];
  points: readonly { lon: number; lat: number; label: string }[];
}

/** What a feature asks the operator to draw on the desk's map: an outline. */
export interface MapDrawing {
  /** the one to be changed; null: a new one */
  ring: Ring | null;
  /** called once, with an outline that `areaProblem` finds nothing wrong with */
  onDone: (ring: Ring) => void;
  /** called once, when it was given up */
  onCancel: () => void;
}
