import { createStore, useStore } from 'zustand';
import { en } from './en.ts';
import { type Words, zh } from './zh.ts';

export type Language = 'zh-CN' | 'en';
const CHOSEN = 'terminal.language';
const all: Record<Language, Words> = { 'zh-CN': zh, en };

const language = createStore<{ language: Language }>(() => ({
  language: localStorage.getItem(CHOSEN) === 'en' ? 'en' : 'zh-CN',
}));

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(CHOSEN, chosen);
  document.documentElement.lang = chosen;
  language.setState({ language: chosen });
}
document.documentElement.lang = language.getState().language;

export const useLanguage = (): Language => useStore(language, (state) => state.language);
/** Every word of the terminal, in the language the worker chose: Chinese unless told otherwise. */
export const useWords = (): Words => all[useLanguage()];

/** A time of today by hour and minute, of another day with its date; China has one time zone. */
export function clockTime(at: number, now: number, language: Language): string {
  const zone = { timeZone: 'Asia/Shanghai', hour12: false } as const;
  const day = (time: number) => new Date(time).toLocaleDateString('en-CA', zone);
  const date = day(at) === day(now) ? {} : ({ month: 'numeric', day: 'numeric' } as const);
  return new Date(at).toLocaleString(language, { ...zone, ...date, hour: '2-digit', minute: '2-digit' });
}
