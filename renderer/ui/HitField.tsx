import { Command } from 'cmdk';
import { type HTMLAttributes, type ReactNode, useState } from 'react';
import styles from './HitField.module.css';
import { useEarlyEnter } from './useEarlyEnter.ts';

export interface HitFieldProps {
  label: string;
  placeholder: string;
  maxLength?: number;
  text: string;
  onText: (text: string) => void;
  /** the values of what is listed, in its order */
  values: readonly string[];
  /** what is listed answers what was typed */
  isSettled: boolean;
  /** takes one of the values */
  onTake: (value: string) => void;
  /** without it Escape is left to what stands around the field */
  onEscape?: () => void;
  /** said where nothing is listed; null: nothing is */
  empty: string | null;
  /** `HitGroup` and `HitItem` */
  children: ReactNode;
}

/** A field and what was found for it: arrows and Enter take one, also an Enter that came before the answer. Others search. */
export function HitField(props: HitFieldProps) {
  const { label, placeholder, maxLength, text, onText, values, isSettled, onTake, onEscape, empty, children } = props;
  const [chosen, setChosen] = useState('');
  // Answers come later than the letters: the first of them is highlighted unless the operator chose another.
  const highlighted = values.includes(chosen) ? chosen : (values[0] ?? '');
  const enter = useEarlyEnter(isSettled, () => {
    if (highlighted !== '') onTake(highlighted);
  });
  return (
    <Command
      shouldFilter={false}
      label={label}
      loop
      value={highlighted}
      onValueChange={setChosen}
      data-keys="own"
      onKeyDown={(event) => {
        if (onEscape && event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.preventDefault();
          onEscape();
        } else enter.onKeyDown(event);
      }}
    >
      <Command.Input
        className={styles.input}
        value={text}
        maxLength={maxLength}
        onValueChange={(next) => {
          onText(next);
          setChosen('');
          enter.forget();
        }}
        placeholder={placeholder}
        autoFocus
      />
      <Command.List className={styles.list} label={label}>
        {empty !== null && <Command.Empty className={styles.empty}>{empty}</Command.Empty>}
        {children}
      </Command.List>
    </Command>
  );
}

/** What was found of one kind; nothing where there is none. */
export function HitGroup({ heading, children }: { heading: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Command.Group heading={heading} className={styles.group}>
      {children}
    </Command.Group>
  );
}

export interface HitItemProps {
  value: string;
  label: string;
  detail?: string;
  /** at the end of the line */
  more?: ReactNode;
  /** what it needs to be dragged away from the list */
  drag?: Pick<HTMLAttributes<HTMLElement>, 'draggable' | 'onDragStart'>;
  onTake: (value: string) => void;
}

export function HitItem({ value, label, detail, more, drag, onTake }: HitItemProps) {
  return (
    <Command.Item value={value} className={styles.item} onSelect={() => onTake(value)} {...drag}>
      <span className={styles.label}>{label}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      {more}
    </Command.Item>
  );
}
