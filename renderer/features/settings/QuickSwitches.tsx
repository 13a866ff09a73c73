import { Moon, Sun } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { changeSettings, useSettings } from '../../station/index.ts';
import { IconButton, Tooltip } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './settings.module.css';

/** Language and theme at one press: seen at once on every window. */
export function QuickSwitches() {
  const t = useTexts(texts);
  const { theme, language } = useSettings();
  return (
    <>
      <Tooltip text={t('quickLanguage')}>
        <button
          type="button"
          className={styles.language}
          aria-label={`${t('otherLanguage')} · ${t('quickLanguage')}`}
          onClick={() => void changeSettings({ language: language === 'en' ? 'zh-CN' : 'en' })}
        >
          {t('otherLanguage')}
        </button>
      </Tooltip>
      <IconButton
        icon={theme === 'dark' ? Sun : Moon}
        label={t('quickTheme')}
        onClick={() => void changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' })}
      />
    </>
  );
}
