import { TextQuote } from 'lucide-react';
import { useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, formatTime, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { gatewayNow, useFeed, useStatus } from '../../../station/index.ts';
import { Button, Combobox, Popover, useKeys } from '../../../ui/index.ts';
import type { FormAction } from '../forms/spec.ts';
import { filledTemplate, fittingTemplates, type TemplateField } from './filled.ts';
import { texts } from './locale.ts';
import styles from './templates.module.css';

/** What a template may say of this case, in the operator's language. */
function useValues(view: CaseView): Record<TemplateField, string> {
  const tc = useTexts(common);
  const language = useLanguage();
  const operator = useStatus()?.session.user?.name ?? '';
  const { case: shown, category, department } = view;
  const now = gatewayNow();
  return {
    number: shown.number ?? tc('numberPending'),
    title: shown.title,
    address: shown.address,
    category: category ? nameIn(language, category) : shown.categoryCode,
    department: department ? nameIn(language, department) : '',
    due: shown.clock ? formatTime(shown.clock.dueAt, now) : '',
    reported: formatTime(shown.reportedAt, now),
    operator,
  };
}

interface TemplatePickerProps {
  action: FormAction;
  view: CaseView;
  onPick: (words: string) => void;
}

/** Words ready for this action and state, put into its text with the case's own facts. Nothing is shown where there are none. */
export function TemplatePicker({ action, view, onPick }: TemplatePickerProps) {
  const t = useTexts(texts);
  const templates = fittingTemplates(useFeed('reply-template.list', {}).data ?? [], action, view.case);
  const values = useValues(view);
  const [open, setOpen] = useState(false);
  const isThere = templates.length > 0;
  useKeys([{ keys: 'Alt+T', label: t('insert'), group: t('keys'), enabled: isThere, run: () => setOpen(true) }]);
  if (!isThere) return null;
  const pick = (id: string | null) => {
    const template = templates.find((one) => one.id === id);
    if (!template) return;
    setOpen(false);
    onPick(filledTemplate(template.text, values));
  };
  return (
    <div className={styles.picker}>
      <Popover
        label={t('insert')}
        align="start"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button size="small" look="quiet" icon={TextQuote} shortcut="Alt+T">
            {t('insert')}
          </Button>
        }
      >
        <div className={styles.choose}>
          <Combobox
            label={t('choose')}
            autoFocus
            value={null}
            onChange={pick}
            placeholder={t('choosePlaceholder')}
            choices={templates.map((one) => ({
              value: one.id,
              label: one.name,
              note: filledTemplate(one.text, values).slice(0, 40),
              words: one.text,
            }))}
          />
        </div>
      </Popover>
    </div>
  );
}
