import type { KeyBinding } from '../../ui/index.ts';

export interface KeyGroup {
  name: string;
  bindings: KeyBinding[];
}

/** Keys under their headings, in the order they were registered; a binding listed twice stands once, enabled if one is. */
export function groupKeys(bindings: readonly KeyBinding[]): KeyGroup[] {
  const groups = new Map<string, Map<string, KeyBinding>>();
  for (const binding of bindings) {
    const group = groups.get(binding.group) ?? new Map<string, KeyBinding>();
    const name = `${[binding.keys].flat().join(' ')} ${binding.label}`;
    const before = group.get(name);
    if (!before || before.enabled === false) group.set(name, binding);
    groups.set(binding.group, group);
  }
  return [...groups].map(([name, group]) => ({ name, bindings: [...group.values()] }));
}
