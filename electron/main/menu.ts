import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowKind } from '#shared/contract/bridge.ts';
import type { Settings } from '#shared/contract/settings.ts';

const TEXT = {
  'zh-CN': {
    console: '指挥台',
    desk: '新建坐席窗口',
    wall: '打开大屏',
    video: '打开视频窗口',
    quit: '退出',
    edit: '编辑',
    view: '视图',
  },
  en: {
    console: 'Console',
    desk: 'New desk window',
    wall: 'Open the wall',
    video: 'Open the video window',
    quit: 'Quit',
    edit: 'Edit',
    view: 'View',
  },
};

/** The menu of every window; hidden until Alt, so that it takes no room from the desk. */
export function setMenu(language: Settings['language'], open: (kind: WindowKind) => void): void {
  const text = TEXT[language];
  const template: MenuItemConstructorOptions[] = [
    {
      label: text.console,
      submenu: [
        { label: text.desk, click: () => open('desk') },
        { label: text.wall, click: () => open('wall') },
        { label: text.video, click: () => open('video') },
        { type: 'separator' },
        { label: text.quit, role: 'quit' },
      ],
    },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', registerAccelerator: false },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: text.view,
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
