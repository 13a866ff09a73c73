import type { Feed } from './context.ts';

export const videoSources: Feed<'video.sources'> = ({ video }) => video.sources();

export const videoDesk: Feed<'video.desk'> = ({ video }) => video.desk();
