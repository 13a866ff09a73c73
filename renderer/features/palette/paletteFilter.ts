export interface PaletteAction {
  id: string;
  label: string;
  /** found by these too: the other language, pinyin */
  words?: string;
  shortcut?: string;
  run: () => void;
}

/** Actions whose words hold every word asked for. */
export function findActions(actions: readonly PaletteAction[], text: string): PaletteAction[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter(({ label, words = '' }) => {
    const own = `${label} ${words}`.toLowerCase();
    return asked.every((word) => own.includes(word));
  });
}
