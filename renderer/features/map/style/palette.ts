export type MapTheme = 'dark' | 'light';

/** The base map's colours: quiet, so that people and cases stand out on it. */
export interface MapPalette {
  land: string;
  outside: string;
  water: string;
  waterLabel: string;
  park: string;
  block: string;
  special: string;
  building: string;
  buildingEdge: string;
  lane: string;
  secondary: string;
  main: string;
  casing: string;
  street: string;
  community: string;
  unit: string;
  label: string;
  labelSoft: string;
  roadLabel: string;
  halo: string;
}

/** The ground a map is drawn on: by day or night, or where every edge must be seen from afar or by weak eyes. */
export type MapGroundLook = MapTheme | 'contrast';

export const MAP_PALETTES: Record<MapGroundLook, MapPalette> = {
  contrast: {
    outside: '#000000',
    land: '#000000',
    water: '#00396b',
    waterLabel: '#8fd0ff',
    park: '#003816',
    block: '#000000',
    special: '#1b1230',
    building: '#1c1c1c',
    buildingEdge: '#8c8c8c',
    lane: '#9a9a9a',
    secondary: '#d0d0d0',
    main: '#ffd84a',
    casing: '#000000',
    street: '#ff9df5',
    community: '#d98cff',
    unit: '#a77fd6',
    label: '#ffffff',
    labelSoft: '#ffffff',
    roadLabel: '#ffffff',
    halo: '#000000',
  },
  dark: {
    outside: '#080c11',
    land: '#0d131a',
    water: '#10293f',
    waterLabel: '#6c9cc4',
    park: '#11241f',
    block: '#111921',
    special: '#171d2b',
    building: '#1b2530',
    buildingEdge: '#26323f',
    lane: '#242f3b',
    secondary: '#324150',
    main: '#44576a',
    casing: '#0b1016',
    street: '#7390b0',
    community: '#4d6580',
    unit: '#33465a',
    label: '#cdd9e6',
    labelSoft: '#93a6ba',
    roadLabel: '#8b9db0',
    halo: '#0b1016',
  },
  light: {
    outside: '#dde3e9',
    land: '#f3f4f2',
    water: '#b5d6ee',
    waterLabel: '#2d6a99',
    park: '#d3e8cf',
    block: '#ebedec',
    special: '#e8e7ee',
    building: '#dcdfe1',
    buildingEdge: '#c6cbd0',
    lane: '#ffffff',
    secondary: '#ffffff',
    main: '#fff3d6',
    casing: '#c9d0d6',
    street: '#41668f',
    community: '#7d97b3',
    unit: '#a9b8c7',
    label: '#1c2b3a',
    labelSoft: '#4a5b6d',
    roadLabel: '#55636f',
    halo: '#ffffff',
  },
};
