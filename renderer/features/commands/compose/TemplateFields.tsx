import { BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { CommandTemplate } from '#shared/protocol/commands.ts';
import { common, useProblem, useTexts } from '../../../i18n/index.ts';
import { useAct, useFeed } from '../../../station/index.ts';
import { Button, Combobox, IconButton, TextField } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import type { CommandDraft } from './draft.ts';
import { type CommandProposals, requiredOf } from './payload.ts';
import { fieldsOf, withTemplate } from './template.ts';

interface TemplateFieldsProps {
  draft: CommandDraft;
  proposals: CommandProposals;
  missing: boolean;
  change: (change: Partial<CommandDraft>) => void;
}

const MINUTES = { quarter: 15, hour: 60, today: 720, none: null } as const;

function templateOf(draft: CommandDraft, proposals: CommandProposals, name: string, shortcut: string): CommandTemplate {
  const replies = draft.replies?.map((label) => label.trim()).filter(Boolean) ?? [];
  return {
    id: v7(),
    name: name.trim(),
    shortcut: shortcut.trim(),
    kind: draft.kind,
    priority: draft.priority ?? proposals.priority,
    title: (draft.title ?? proposals.title).trim() || name.trim(),
    text: draft.text,
    requires: requiredOf(draft),
    validMinutes: draft.validMinutes ?? MINUTES[draft.validity],
    ...(draft.request ? { request: draft.request } : {}),
    ...(replies.length > 0 ? { replies: replies.map((label, at) => ({ id: `r${at + 1}`, label })) } : {}),
  };
}

/** Keeps what is written as a template under a name and a shortcut. */
function SaveForm({ draft, proposals, onDone }: Pick<TemplateFieldsProps, 'draft' | 'proposals'> & { onDone(): void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const [name, setName] = useState('');
  const [shortcut, setShortcut] = useState('');
  const [error, setError] = useProblem();
  const save = async () => {
    if (!name.trim() || !shortcut.trim()) return setError(t('templateNeeds'));
    const template = templateOf(draft, proposals, name, shortcut);
    const answer = await act('command.template-save', { payload: { template }, subject: template.name });
    if (!answer.ok) return setError(answer);
    onDone();
  };
  return (
    <div className={styles.templateForm}>
      <TextField label={t('templateName')} value={name} maxLength={40} autoFocus error={error} onChange={setName} />
      <TextField label={t('templateShortcut')} value={shortcut} maxLength={12} onChange={setShortcut} />
      <div className={styles.buttons}>
        <Button size="small" look="quiet" onClick={onDone}>
          {tc('verbs.cancel')}
        </Button>
        <Button size="small" onClick={() => void save()}>
          {tc('verbs.save')}
        </Button>
      </div>
    </div>
  );
}

/** Takes a template by its shortcut or name, asks for its fields, and keeps new ones. */
export function TemplateFields({ draft, proposals, missing, change }: TemplateFieldsProps) {
  const t = useTexts(texts);
  const act = useAct();
  const templates = useFeed('command.templates', {}).data ?? [];
  const [chosenId, setChosen] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const chosen = templates.find(({ id }) => id === chosenId);
  const fields = fieldsOf(draft.title ?? proposals.title, draft.text);
  const remove = (template: CommandTemplate) =>
    void act('command.template-delete', { payload: { templateId: template.id }, subject: template.name });
  return (
    <>
      <div className={styles.templateLine}>
        <Combobox
          label={t('template')}
          placeholder={t('templatePlaceholder')}
          choices={templates.map(({ id, name, shortcut, title }) => ({
            value: id,
            label: name,
            note: shortcut,
            words: `${shortcut} ${title}`,
          }))}
          value={chosen ? chosenId : null}
          onChange={(id) => {
            setChosen(id);
            const template = templates.find((one) => one.id === id);
            if (template) change(withTemplate(template));
          }}
        />
        <IconButton icon={BookmarkPlus} label={t('saveTemplate')} onClick={() => setSaving(!saving)} />
        {chosen && (
          <IconButton
            icon={Trash2}
            label={t('deleteTemplate', { name: chosen.name })}
            onClick={() => {
              setChosen(null);
              remove(chosen);
            }}
          />
        )}
      </div>
      {saving && <SaveForm draft={draft} proposals={proposals} onDone={() => setSaving(false)} />}
      {fields.length > 0 && (
        <div className={styles.pair}>
          {fields.map((field) => (
            <TextField
              key={field}
              label={field}
              value={draft.fields[field] ?? ''}
              maxLength={100}
              error={missing && !draft.fields[field]?.trim() ? t('missing.field') : null}
              onChange={(value) => change({ fields: { ...draft.fields, [field]: value } })}
            />
          ))}
        </div>
      )}
    </>
  );
}
