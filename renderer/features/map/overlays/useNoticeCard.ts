import { create } from 'zustand';

export interface NoticeRef {
  /** id of the layer's row */
  row: string;
  id: string;
}

interface Card {
  /** stays until it is closed */
  opened: NoticeRef | null;
  open(notice: NoticeRef): void;
  close(): void;
}

/** The notice whose words stand on this page's map. */
export const useNoticeCard = create<Card>()((set) => ({
  opened: null,
  open: (opened) => set({ opened }),
  close: () => set({ opened: null }),
}));
