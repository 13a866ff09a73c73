/** The district's tiles in the style. */
export const DISTRICT_SOURCE = 'district';
/** Tiles of another base map. */
export const BASE_SOURCE = 'base';
