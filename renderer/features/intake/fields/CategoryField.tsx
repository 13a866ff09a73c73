import { useMemo, useState } from 'react';
import { rankCategories } from '#shared/domain/intake/categories.ts';
import { common, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Combobox } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import type { Categories } from '../useCategories.ts';

const MOST = 30;

interface CategoryFieldProps {
  categories: Categories;
  value: string | null;
  onChange: (code: string) => void;
  autoFocus?: boolean;
}

/** The category by a few keys: Chinese, initials, code, synonyms, English; what is used most comes first. */
export function CategoryField({ categories, value, onChange, autoFocus }: CategoryFieldProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const { all, use } = categories;
  const chosen = categories.of(value);
  const choices = useMemo(() => {
    // What stands in the field after choosing is a name, not a question.
    const asked = chosen && typed === nameIn(language, chosen) ? '' : typed;
    const ranked = rankCategories(all, asked, use).slice(0, MOST);
    const shown = chosen && !ranked.includes(chosen) ? [...ranked, chosen] : ranked;
    return shown.map((category) => ({
      value: category.code,
      label: nameIn(language, category),
      note: `${language === 'en' ? category.groupEn : category.groupZh} · ${category.pinyin}`,
    }));
  }, [all, use, typed, chosen, language]);
  return (
    <Combobox
      label={tc('nouns.category')}
      placeholder={t('categoryHint')}
      value={value}
      choices={choices}
      autoFocus={autoFocus}
      onSearch={setTyped}
      onChange={(code) => code !== null && onChange(code)}
    />
  );
}
