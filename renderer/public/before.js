// Runs before anything else of the page. A strict CSP forbids `eval`: zod must not try it, for each try is a console error.
globalThis.__zod_globalConfig = { jitless: true };
// The look of last time, so that the first paint does not flash in the other theme.
document.documentElement.dataset.theme = localStorage.getItem('street.theme') === 'light' ? 'light' : 'dark';
document.documentElement.dataset.density =
  localStorage.getItem('street.density') === 'compact' ? 'compact' : 'comfortable';
