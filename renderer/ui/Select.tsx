import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import fields from './Field.module.css';
import { Icon } from './Icon.tsx';
import popup from './Popup.module.css';

export interface Option<V extends string> {
  value: V;
  label: string;
  note?: ReactNode;
}

export interface SelectProps<V extends string> {
  label: string;
  labelHidden?: boolean;
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  placeholder?: string;
  disabled?: boolean;
}

/** One of a few. For many, or to type in, there is Combobox. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { label, labelHidden, options, value, onChange, placeholder, disabled } = props;
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <div className={fields.field}>
        <Base.Label className={labelHidden ? 'visually-hidden' : fields.label}>{label}</Base.Label>
        <Base.Trigger className={classes(fields.input, fields.trigger)}>
          <Base.Value className={fields.triggerText} placeholder={placeholder} />
          <Base.Icon>
            <Icon icon={ChevronDown} />
          </Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal>
        <Base.Positioner className={popup.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={popup.popup} data-keys="own">
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={popup.item}>
                <Base.ItemText className={popup.itemLabel}>{option.label}</Base.ItemText>
                {option.note && <span className={popup.itemNote}>{option.note}</span>}
                <Base.ItemIndicator>
                  <Icon icon={Check} />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
