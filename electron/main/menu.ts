import { type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuVerb } from '#shared/contract/bridge.ts';
import type { WindowKind } from '#shared/contract/windows.ts';
import type { Settings } from '#shared/contract/settings.ts';

const TEXT = {
  'zh-CN': {
    console: '指挥台',
    desk: '新建坐席窗口',
    wall: '打开大屏',
    video: '打开视频窗口',
    imports: '导入数据…',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    resetZoom: '原始大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
  },
  en: {
    console: 'Console',
    desk: 'New desk window',
    wall: 'Open the wall',
    video: 'Open the video window',
    imports: 'Import data…',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
  },
};

/**
 * The menu of every window; hidden until Alt, so that it takes no room from the desk. Electron's roles bring English words
 * of their own: each has its label here.
 * @param choose what a page does itself, in the window the menu belongs to
 */
export function setMenu(
  language: Settings['language'],
  open: (kind: WindowKind) => void,
  zoom: (window: BaseWindow, direction: 1 | 0 | -1) => void,
  choose: (verb: MenuVerb, window: BaseWindow | undefined) => void,
): void {
  const text = TEXT[language];
  // Chromium's own zoom is one for all windows of the app, and forgotten with it.
  const scale = (label: string, accelerator: string, direction: 1 | 0 | -1): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: (_item, window) => window && zoom(window, direction),
  });
  const template: MenuItemConstructorOptions[] = [
    {
      label: text.console,
      submenu: [
        { label: text.desk, click: () => open('desk') },
        { label: text.wall, click: () => open('wall') },
        { label: text.video, click: () => open('video') },
        { type: 'separator' },
        { label: text.imports, click: (_item, window) => choose('imports', window) },
        { type: 'separator' },
        { label: text.quit, role: 'quit' },
      ],
    },
    {
      label: text.edit,
      submenu: [
        { label: text.undo, role: 'undo', registerAccelerator: false },
        { label: text.cut, role: 'cut' },
        { label: text.copy, role: 'copy' },
        { label: text.paste, role: 'paste' },
        { label: text.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: text.view,
      submenu: [
        scale(text.resetZoom, 'CommandOrControl+0', 0),
        scale(text.zoomIn, 'CommandOrControl+Plus', 1),
        { ...scale(text.zoomIn, 'CommandOrControl+=', 1), visible: false, acceleratorWorksWhenHidden: true },
        scale(text.zoomOut, 'CommandOrControl+-', -1),
        { label: text.fullScreen, role: 'togglefullscreen' },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
