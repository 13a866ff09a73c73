import type { BrowserWindowConstructorOptions } from 'electron';
import type { Panel, WindowKind } from '#shared/contract/windows.ts';

/** One row per kind of window: its page, its title and how it is made. */
export interface WindowRow {
  page: string;
  title: { 'zh-CN': string; en: string };
  /** its least size is that of a 1920×1080 display which the system draws at 300 %: 640×360 with a task bar */
  options: Pick<BrowserWindowConstructorOptions, 'width' | 'height' | 'minWidth' | 'minHeight'>;
  /** opens on a display of its own, full screen, where there is one */
  ownDisplay: boolean;
}

export const WINDOWS: Record<WindowKind, WindowRow> = {
  desk: {
    page: 'desk.html',
    title: { 'zh-CN': '街道指挥台', en: 'Street Command Console' },
    ownDisplay: false,
    options: { width: 1920, height: 1080, minWidth: 600, minHeight: 330 },
  },
  wall: {
    page: 'wall.html',
    title: { 'zh-CN': '街道指挥台 · 大屏', en: 'Street Command Console · Wall' },
    ownDisplay: true,
    options: { width: 1920, height: 1080, minWidth: 480, minHeight: 270 },
  },
  video: {
    page: 'video.html',
    title: { 'zh-CN': '街道指挥台 · 视频', en: 'Street Command Console · Video' },
    ownDisplay: false,
    options: { width: 1280, height: 800, minWidth: 480, minHeight: 300 },
  },
};

/** Added to a desk's title in the window of one of its panels. */
export const PANEL_TITLES: Record<Panel, { 'zh-CN': string; en: string }> = {
  map: { 'zh-CN': '地图', en: 'Map' },
  case: { 'zh-CN': '案件', en: 'Case' },
};
