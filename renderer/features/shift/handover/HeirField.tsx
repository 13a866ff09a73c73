import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Combobox } from '../../../ui/index.ts';
import { texts } from '../locale.ts';

interface HeirFieldProps {
  value: string;
  onChange: (userId: string) => void;
}

/** Who takes over: a lead who sits at a desk now, or anybody's user name as typed. */
export function HeirField({ value, onChange }: HeirFieldProps) {
  const t = useTexts(texts);
  const ownId = useOwnId();
  const [typed, setTyped] = useState('');
  const seats = useFeed('seat.list', {}).data ?? [];
  const seated = new Map(
    seats
      .filter(({ user }) => user.roles.includes('shift-lead') && user.id !== ownId)
      .map(({ user }) => [user.id, user.name]),
  );
  const asked = typed.trim();
  const fitting = [...seated].filter(([id, name]) => `${id} ${name}`.includes(asked));
  const others = [asked, value].filter((id) => id !== '' && !seated.has(id) && ![...seated.values()].includes(id));
  const choices = [
    ...fitting.map(([id, name]) => ({ value: id, label: name, note: t('seated', { id }) })),
    ...[...new Set(others)].map((id) => ({ value: id, label: id, note: t('byUserName') })),
  ];
  return (
    <Combobox
      label={t('heir')}
      choices={choices}
      value={value || null}
      placeholder={t('heirHint')}
      onSearch={setTyped}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
