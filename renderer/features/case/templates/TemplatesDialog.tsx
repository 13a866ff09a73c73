import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import { z } from 'zod';
import { CASE_STATES } from '#shared/domain/case.ts';
import { type ReplyTemplate, replyTemplateSchema } from '#shared/protocol/desks.ts';
import { common, useProblem, useTexts } from '../../../i18n/index.ts';
import { useDraft, useFormKeys, useMay, useOwnId } from '../../../parts/index.ts';
import { useAct, useFeed } from '../../../station/index.ts';
import { Button, Checkbox, Dialog, IconButton, Loading, TextArea, TextField } from '../../../ui/index.ts';
import { type FormAction, FORMS } from '../forms/spec.ts';
import { TEMPLATE_FIELDS, unknownFields } from './filled.ts';
import { texts } from './locale.ts';
import styles from './templates.module.css';

const ACTIONS = Object.keys(FORMS) as FormAction[];

/** A template while it is written: nothing of it need be right yet. */
const draftSchema = replyTemplateSchema.extend({ name: z.string(), text: z.string() });

function TemplateForm({ template, onClose }: { template: ReplyTemplate; onClose: () => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const draft = useDraft(`${useOwnId()}.template.${template.id}`, draftSchema, template, () => false);
  const [problem, setProblem] = useProblem();
  const { name, text, actions, states } = draft.value;
  const change = (part: Partial<ReplyTemplate>) => {
    setProblem(null);
    draft.change(part);
  };
  const save = async () => {
    const parsed = replyTemplateSchema.safeParse({ ...draft.value, text: text.trim() });
    if (!parsed.success) return setProblem(t('missing'));
    const unknown = unknownFields(text);
    if (unknown.length > 0) return setProblem(t('unknown', { fields: unknown.join(t('listGap')) }));
    const answer = await act('reply-template.save', { payload: { template: parsed.data }, subject: parsed.data.name });
    if (!answer.ok) return setProblem(answer);
    draft.sent();
    onClose();
  };
  useFormKeys(form, { send: () => void save(), close: onClose });
  const toggled = <T extends string>(list: readonly T[], one: T, on: boolean) =>
    on ? [...list, one] : list.filter((other) => other !== one);
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={template.name ? t('edit', { name: template.name }) : t('add')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t('name')}
        value={name}
        maxLength={40}
        autoFocus
        onChange={(value) => change({ name: value })}
      />
      <TextArea
        label={t('text')}
        value={text}
        maxLength={4000}
        rows={3}
        hint={t('fields', {
          fields: TEMPLATE_FIELDS.map((field) => `{{${field}}} ${t(`fieldWords.${field}`)}`).join(t('listGap')),
        })}
        onChange={(value) => change({ text: value })}
      />
      <fieldset className={styles.set}>
        <legend>{t('actions')}</legend>
        {ACTIONS.map((action) => (
          <Checkbox
            key={action}
            label={tc(`actions.${action}`)}
            value={actions.includes(action)}
            onChange={(on) => change({ actions: toggled(actions, action, on) })}
          />
        ))}
      </fieldset>
      <fieldset className={styles.set}>
        <legend>{t('states')}</legend>
        {CASE_STATES.map((state) => (
          <Checkbox
            key={state}
            label={tc(`states.${state}`)}
            value={states.includes(state)}
            onChange={(on) => change({ states: toggled(states, state, on) })}
          />
        ))}
      </fieldset>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <span className={styles.quiet}>{t('hint')}</span>
        <Button onClick={onClose}>{tc('verbs.close')}</Button>
        <Button type="submit" look="primary" shortcut="Ctrl+Enter">
          {tc('verbs.save')}
        </Button>
      </div>
    </form>
  );
}

/** The centre's reply templates: everybody sees them, those who work cases change them. */
export function TemplatesDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const may = useMay('reply-template.save');
  const { data } = useFeed('reply-template.list', {});
  const [edited, setEdited] = useState<ReplyTemplate | null>(null);
  const remove = ({ id, name }: ReplyTemplate) =>
    void act('reply-template.delete', { payload: { templateId: id }, subject: name });
  const fresh = (): ReplyTemplate => ({ id: v7(), name: '', actions: [], states: [], text: '' });
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <div className={styles.dialog}>
        {!data && <Loading />}
        {data?.length === 0 && <p className={styles.quiet}>{t('none')}</p>}
        <ul className={styles.list} aria-label={t('title')}>
          {data?.map((template) => (
            <li key={template.id} className={styles.item}>
              <span className={styles.name}>{template.name}</span>
              <span className={styles.words}>{template.text}</span>
              <span className={styles.quiet}>
                {template.actions.map((action) => tc(`actions.${action}`)).join(t('listGap')) || t('allActions')}
              </span>
              {may && (
                <span>
                  <IconButton
                    icon={Pencil}
                    size="small"
                    label={t('edit', { name: template.name })}
                    onClick={() => setEdited(template)}
                  />
                  <IconButton
                    icon={Trash2}
                    size="small"
                    label={t('remove', { name: template.name })}
                    onClick={() => remove(template)}
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
        {edited && <TemplateForm key={edited.id} template={edited} onClose={() => setEdited(null)} />}
        {!edited && may && (
          <div className={styles.buttons}>
            <Button icon={Plus} onClick={() => setEdited(fresh())}>
              {t('add')}
            </Button>
          </div>
        )}
        {!may && <p className={styles.quiet}>{t('mayNot')}</p>}
      </div>
    </Dialog>
  );
}
