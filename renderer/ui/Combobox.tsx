import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, type Ref, useId, useMemo, useRef, useState } from 'react';
import { common, useTexts } from '../i18n/index.ts';
import { classes } from './classes.ts';
import fields from './Field.module.css';
import { Icon } from './Icon.tsx';
import popup from './Popup.module.css';
import { useEarlyEnter } from './useEarlyEnter.ts';

export interface Choice {
  value: string;
  label: string;
  note?: ReactNode;
  /** found by these too: pinyin, synonyms, codes */
  words?: string;
}

export interface ComboboxProps {
  label: string;
  labelHidden?: boolean;
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** the choices are found elsewhere as the operator types: filtering here is off */
  onSearch?: (text: string) => void;
  /** the choices do not answer what was typed yet: Enter waits until they do */
  isSearching?: boolean;
}

function matches(choice: Choice, text: string): boolean {
  const asked = text.trim().toLowerCase();
  return `${choice.label} ${choice.words ?? ''} ${choice.value}`.toLowerCase().includes(asked);
}

/** One of many, by typing. Enter takes the highlighted one, which is the first that fits. */
export function Combobox(props: ComboboxProps) {
  const { label, labelHidden, choices, value, onChange, placeholder, autoFocus, disabled, inputRef, onSearch } = props;
  const { isSearching = false } = props;
  const t = useTexts(common);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // Kept here: Base UI puts the chosen label back whenever the choices change, over what is being typed.
  const [typed, setTyped] = useState<string | null>(null);
  const isTyped = typed !== null && typed.trim() !== '';
  const [highlighted, setHighlighted] = useState<string>();
  const isSettled = !isTyped || (!isSearching && choices.some((choice) => choice.value === highlighted));
  const enter = useEarlyEnter(isSettled, () => {
    list.current?.querySelector<HTMLElement>('[data-highlighted]')?.click();
  });
  const selected = useMemo(() => choices.find((choice) => choice.value === value) ?? null, [choices, value]);
  return (
    <Base.Root
      items={choices}
      value={selected}
      inputValue={typed ?? selected?.label ?? ''}
      disabled={disabled}
      autoHighlight
      filter={onSearch ? null : matches}
      itemToStringLabel={(choice: Choice) => choice.label}
      isItemEqualToValue={(a: Choice, b: Choice) => a.value === b.value}
      onValueChange={(choice) => onChange(choice?.value ?? null)}
      onItemHighlighted={(choice) => setHighlighted(choice?.value)}
      onInputValueChange={(text, { reason }) => {
        enter.forget();
        setTyped(reason === 'input-change' ? text : null);
        onSearch?.(text);
      }}
    >
      <div className={fields.field}>
        <label htmlFor={id} className={labelHidden ? 'visually-hidden' : fields.label}>
          {label}
        </label>
        <div className={fields.comboGroup}>
          <Base.Input
            ref={inputRef}
            id={id}
            // The first field of a form that a key has just opened: focus is where the operator acts next.
            autoFocus={autoFocus}
            className={classes(fields.input)}
            placeholder={placeholder}
            onKeyDown={(event) => {
              // It would close the list and clear what was typed.
              if (enter.onKeyDown(event)) event.preventBaseUIHandler();
              // Enter takes the choice that was typed for; it does not send the form around the field as well.
              else if (event.key === 'Enter' && isTyped) event.preventDefault();
            }}
            onBlur={enter.forget}
          />
          <Base.Trigger className={fields.comboIcon} aria-label={label} tabIndex={-1}>
            <Icon icon={ChevronDown} />
          </Base.Trigger>
        </div>
      </div>
      <Base.Portal>
        <Base.Positioner className={popup.positioner} sideOffset={4}>
          <Base.Popup className={popup.popup} data-keys="own">
            <Base.Empty className={popup.groupLabel}>{t('words.noResults')}</Base.Empty>
            <Base.List ref={list}>
              {(choice: Choice) => (
                <Base.Item key={choice.value} value={choice} className={popup.item}>
                  <span className={popup.itemLabel}>{choice.label}</span>
                  {choice.note && <span className={popup.itemNote}>{choice.note}</span>}
                  <Base.ItemIndicator>
                    <Icon icon={Check} />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
