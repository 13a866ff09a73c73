import { create } from 'zustand';

interface AlarmPanel {
  open: boolean;
  setOpen(open: boolean): void;
}

/** Whether the list of alarms is open: by its button in the strip, or by a key of the desk. */
export const useAlarmPanel = create<AlarmPanel>()((set) => ({
  open: false,
  setOpen: (open) => set({ open }),
}));
