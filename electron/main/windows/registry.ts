import type { BrowserWindowConstructorOptions } from 'electron';
import type { Panel, WindowKind } from '#shared/contract/windows.ts';

/** One row per kind of window: its page, its title and how it is made. */
export interface WindowRow {
  page: string;
  title: { 'zh-CN': string; en: string };
  /** opens on a display of its own, full screen, where there is one */
  ownDisplay: boolean;
  options: Pick<BrowserWindowConstructorOptions, 'width' | 'height' | 'minWidth' | 'minHeight'>;
}

export const WINDOWS: Record<WindowKind, WindowRow> = {
  desk: {
    page: 'desk.html',
    title: { 'zh-CN': '街道指挥台', en: 'Street Command Console' },
    ownDisplay: false,
    options: { width: 1920, height: 1080, minWidth: 1180, minHeight: 700 },
  },
  wall: {
    page: 'wall.html',
    title: { 'zh-CN': '街道指挥台 · 大屏', en: 'Street Command Console · Wall' },
    ownDisplay: true,
    options: { width: 1920, height: 1080, minWidth: 960, minHeight: 540 },
  },
  video: {
    page: 'video.html',
    title: { 'zh-CN': '街道指挥台 · 视频', en: 'Street Command Console · Video' },
    ownDisplay: false,
    options: { width: 1280, height: 800, minWidth: 640, minHeight: 400 },
  },
};

/** Added to a desk's title in the window of one of its panels. */
export const PANEL_TITLES: Record<Panel, { 'zh-CN': string; en: string }> = {
  map: { 'zh-CN': '地图', en: 'Map' },
  case: { 'zh-CN': '案件', en: 'Case' },
};
