import { useState } from 'react';
import { maskName, maskPhone } from '#shared/domain/privacy.ts';
import { useTexts } from '../../../i18n/index.ts';
import { TextField } from '../../../ui/index.ts';
import type { IntakeDraft } from '../draft/intakeDraft.ts';
import styles from '../intake.module.css';
import { texts } from '../locale.ts';

type Contact = IntakeDraft['contact'];

const FIELDS = [
  { name: 'name', mask: maskName, most: 100 },
  { name: 'phone', mask: maskPhone, most: 40 },
  { name: 'note', mask: (note: string) => (note.trim() ? '***' : ''), most: 500 },
] as const;

/** Who called: in clear only while it is typed, masked as soon as the field is left. */
export function ContactFields({ value, onChange }: { value: Contact; onChange: (contact: Contact) => void }) {
  const t = useTexts(texts);
  const [typing, setTyping] = useState<keyof Contact | null>(null);
  return (
    <fieldset className={styles.group}>
      <legend>{t('contact.title')}</legend>
      <div className={styles.contact}>
        {FIELDS.map(({ name, mask, most }) => (
          <TextField
            key={name}
            label={t(`contact.${name}`)}
            value={typing === name ? value[name] : mask(value[name])}
            maxLength={most}
            inputMode={name === 'phone' ? 'tel' : 'text'}
            onFocus={() => setTyping(name)}
            onBlur={() => setTyping(null)}
            // Before the focus was told the field shows the mask: what is typed into it is not the contact.
            onChange={(text) => typing === name && onChange({ ...value, [name]: text })}
          />
        ))}
      </div>
      <p className={styles.quiet}>{t('contact.hint')}</p>
    </fieldset>
  );
}
