import { lazy } from 'react';

export { type IntercomTab, RadioBar } from './bar/RadioBar.tsx';
export { TalkNotice } from './bar/TalkNotice.tsx';
export { CaseTalks } from './talks/CaseTalks.tsx';
export { TalkPlay } from './talks/TalkPlay.tsx';
export { type Speaker, useSpeakers } from './useSpeakers.ts';
export { useCalls } from './useCalls.ts';
export const IntercomPanel = lazy(async () => ({ default: (await import('./IntercomPanel.tsx')).IntercomPanel }));
export const IntercomSettings = lazy(async () => ({
  default: (await import('./settings/IntercomSettings.tsx')).IntercomSettings,
}));
