import type { ElectronApplication } from '@playwright/test';

/** Chooses an entry of the application's menu, as its key does, for the window that has a title. */
export function chooseInMenu(app: ElectronApplication, label: string, title: string): Promise<void> {
  return app.evaluate(
    ({ Menu, BrowserWindow }, wanted) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === wanted.title);
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find((item) => item.label === wanted.label)?.click({}, window, window?.webContents);
    },
    { label, title },
  );
}
