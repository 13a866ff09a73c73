/** A window's message port, as small as the station needs it: Electron's MessagePortMain or Node's MessagePort behind it. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
