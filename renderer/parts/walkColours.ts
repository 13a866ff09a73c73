/**
 * How long ago a street was walked, the freshest first, the last: never, for all that is known. Told by width and dashes too:
 * the fresh are broad, what nobody walked is dashed.
 */
export const WALK_COLOURS = {
  dark: ['#7fe3a1', '#4fb3d9', '#a99cf0', '#d99a4a', '#8a929c'],
  light: ['#1a7f46', '#1273a8', '#5a4fc0', '#a05a10', '#6b7280'],
} as const;
