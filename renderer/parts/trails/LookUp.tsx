import type { ComponentProps } from 'react';
import { useState } from 'react';
import type { OpKind } from '#shared/protocol/ops.ts';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { type ActRequest, StationRefusal, useAct } from '../../station/index.ts';
import { Button, ConfirmDialog, showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';

/** What opens somebody's whereabouts once a reason was given. */
export type LookKind = Extract<OpKind, `trail.${string}` | 'muster.replay'>;

export interface LookUpProps<K extends LookKind> extends Pick<ComponentProps<typeof Button>, 'icon' | 'size' | 'look'> {
  kind: K;
  /** of the button, and of what the dialog does */
  label: string;
  /** of the dialog, when it says more than the button */
  title?: string;
  /** before what is said of the audit */
  about?: string;
  disabled?: boolean;
  /** the look with its reason; null: there is nothing to look at, and it was said. May throw a refusal */
  request: (reason: string) => ActRequest<K> | null | Promise<ActRequest<K> | null>;
  /** the look is on record: what it opens may be read now */
  onOpen: (request: ActRequest<K>) => void;
}

/** Asks why, looks up, and only then opens: the one way to where people were. What was typed stays when it is put off. */
export function LookUp<K extends LookKind>(props: LookUpProps<K>) {
  const { kind, label, title = label, about, request, onOpen, ...button } = props;
  const t = useTexts(texts);
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const lookUp = async (why: string) => {
    try {
      const asked = await request(why);
      if (asked) {
        const answer = await act(kind, asked);
        if (answer.ok) onOpen(asked);
        else showToast({ title: refusalWords(answer), look: 'warn' });
      }
    } catch (error) {
      showToast({ title: error instanceof StationRefusal ? refusalWords(error) : t('failed'), look: 'warn' });
    }
    setAsking(false);
  };
  return (
    <>
      <Button {...button} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <ConfirmDialog
          title={title}
          description={[about, t('audited')].filter(Boolean).join(' ')}
          open
          onClose={() => setAsking(false)}
          confirmLabel={label}
          reasonLabel={t('reason')}
          initialReason={reason}
          onReason={setReason}
          onConfirm={lookUp}
        />
      )}
    </>
  );
}
