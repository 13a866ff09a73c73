/** The district's tiles in the style. */
export const DISTRICT_SOURCE = 'district';
