import { type ReactNode, useCallback, useState } from 'react';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { type ShownClaim, useClaimVerbs } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { ConfirmDialog } from '../../ui/index.ts';
import { texts } from './locale.ts';

interface Question {
  claim: ShownClaim;
  answer: (goOn: boolean) => void;
}

/**
 * Asks before a case is worked on that somebody else has before them; whoever goes on takes it over. While alone nobody can say
 * who has it, so nobody is asked.
 */
export function useClaimGuard(claim: ShownClaim | null): {
  question: ReactNode;
  mayGoOn: () => Promise<boolean> | null;
} {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { canClaim, send } = useClaimVerbs();
  const [asked, setAsked] = useState<Question | null>(null);
  const mayGoOn = useCallback(() => {
    if (claim?.state !== 'held' || !canClaim) return null;
    return new Promise<boolean>((answer) => setAsked({ claim, answer }));
  }, [claim, canClaim]);
  const settle = (goOn: boolean) => {
    asked?.answer(goOn);
    setAsked(null);
  };
  const question = asked && (
    <ConfirmDialog
      open
      title={t('claim.ask', { name: asked.claim.by.name })}
      description={t('claim.since', { time: formatTime(asked.claim.at, now), desk: asked.claim.consoleId.slice(0, 8) })}
      confirmLabel={t('claim.goOn')}
      onClose={() => settle(false)}
      onConfirm={async () => {
        await send('claim.take', [asked.claim.id], true);
        settle(true);
      }}
    />
  );
  return { mayGoOn, question };
}
