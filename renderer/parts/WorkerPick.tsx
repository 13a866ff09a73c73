import { useDeferredValue, useState } from 'react';
import { useFeed } from '../station/index.ts';
import { type Choice, Combobox } from '../ui/index.ts';

export interface WorkerPickProps {
  label: string;
  placeholder?: string;
  /** the worker's id; undefined: nobody */
  value?: string;
  disabled?: boolean;
  onChange: (worker: string | undefined) => void;
}

/** A worker, found by name, its initials or number: wherever they are and whether on duty or not. */
export function WorkerPick({ label, placeholder, value, disabled, onChange }: WorkerPickProps) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const search = useFeed('search', { text: asked, limit: 40 }, { enabled: asked !== '' });
  const known = useFeed('worker.names', { ids: value ? [value] : [] }, { enabled: value !== undefined }).data ?? [];
  const choices = new Map<string, Choice>();
  if (value !== undefined) {
    for (const { id, name } of known) choices.set(id, { value: id, label: name, note: id });
    if (!choices.has(value)) choices.set(value, { value, label: value });
  }
  for (const { kind, id, title } of search.data ?? [])
    if (kind === 'worker') choices.set(id, { value: id, label: title, note: id });
  return (
    <Combobox
      label={label}
      placeholder={placeholder}
      choices={[...choices.values()]}
      value={value ?? null}
      disabled={disabled}
      onSearch={setText}
      isSearching={asked !== text.trim() || (asked !== '' && (search.isPending || search.isPlaceholderData))}
      onChange={(worker) => onChange(worker ?? undefined)}
    />
  );
}
