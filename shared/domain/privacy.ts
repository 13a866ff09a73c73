/** Masks of personal data: what a screen shows before a stated, audited reason reveals more. */
import type { Contact } from './case.ts';

const MASK = '*';

/** Stands for a text marked personal in tables, history, logs and consoles: the text itself lies encrypted. */
export const PERSONAL_STAND_IN = '（含个人信息，已加密）';

/** 张三丰 → 张**: the first character stays, for a name of one character nothing does. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.length <= 1) return MASK.repeat(characters.length);
  return `${characters[0]}${MASK.repeat(characters.length - 1)}`;
}

/** 13812345678 → 138****5678; shorter numbers keep their last two digits, very short ones nothing. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (text.length >= 11) return `${text.slice(0, 3)}${MASK.repeat(text.length - 7)}${text.slice(-4)}`;
  if (text.length >= 7) return `${MASK.repeat(text.length - 2)}${text.slice(-2)}`;
  return MASK.repeat(text.length);
}

/** A contact as a screen may show it: the note tells nothing but that there is one. */
export function maskContact(contact: Contact): Contact {
  return {
    ...(contact.name === undefined ? {} : { name: maskName(contact.name) }),
    ...(contact.phone === undefined ? {} : { phone: maskPhone(contact.phone) }),
    ...(contact.note === undefined ? {} : { note: contact.note ? MASK.repeat(3) : '' }),
  };
}
