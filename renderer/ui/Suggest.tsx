import { Autocomplete as Base } from '@base-ui/react/autocomplete';
import { type ReactNode, useId } from 'react';
import fields from './Field.module.css';
import popup from './Popup.module.css';

export interface Suggestion {
  value: string;
  label: string;
  note?: ReactNode;
}

export interface SuggestProps<S extends Suggestion> {
  label: string;
  /** words after the label: 必填, 选填 */
  mark?: string;
  value: string;
  suggestions: readonly S[];
  onChange: (value: string) => void;
  /** one was chosen: its label is the text then */
  onChoose: (suggestion: S) => void;
  placeholder?: string;
  maxLength?: number;
  /** said under the field */
  hint?: ReactNode;
}

/** Free text with suggestions: arrows and Enter take one, whatever else is typed stays. */
export function Suggest<S extends Suggestion>(props: SuggestProps<S>) {
  const { label, mark, value, suggestions, onChange, onChoose, placeholder, maxLength, hint } = props;
  const id = useId();
  return (
    <Base.Root
      items={suggestions}
      value={value}
      filter={null}
      itemToStringValue={(suggestion: S) => suggestion.label}
      onValueChange={(text, { reason }) => {
        if (reason !== 'item-press') onChange(text);
      }}
    >
      <div className={fields.field}>
        <label htmlFor={id} className={fields.label}>
          {label}
          {mark && <span className={fields.mark}>{mark}</span>}
        </label>
        <Base.Input
          id={id}
          className={fields.input}
          placeholder={placeholder}
          maxLength={maxLength}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        {hint && (
          <span id={`${id}-hint`} className={fields.hint}>
            {hint}
          </span>
        )}
      </div>
      <Base.Portal>
        <Base.Positioner className={popup.positioner} sideOffset={4}>
          <Base.Popup className={popup.popup} data-keys="own" hidden={suggestions.length === 0}>
            <Base.List>
              {(suggestion: S) => (
                <Base.Item
                  key={suggestion.value}
                  value={suggestion}
                  className={popup.item}
                  onClick={() => onChoose(suggestion)}
                >
                  <span className={popup.itemLabel}>{suggestion.label}</span>
                  {suggestion.note && <span className={popup.itemNote}>{suggestion.note}</span>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
