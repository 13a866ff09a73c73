import { ChevronDown } from 'lucide-react';
import { common, useTexts } from '../../i18n/index.ts';
import { Button, Icon, Menu, Tooltip } from '../../ui/index.ts';
import { type ActionOffer, type ActionOffers, isAtOnce } from './actions.ts';
import styles from './case.module.css';
import { texts } from './locale.ts';

interface ActionBarProps {
  offers: ActionOffers;
  /** the action whose form is open */
  open: string | null;
  busy: boolean;
  onTake: (offer: ActionOffer) => void;
  /** a refusal in words */
  why: (refusal: string) => string;
}

function ActionButton({ offer, open, busy, onTake, why }: { offer: ActionOffer } & Omit<ActionBarProps, 'offers'>) {
  const tc = useTexts(common);
  const refused = offer.refusal !== null;
  const button = (
    <Button
      look={offer.main && !refused ? 'primary' : 'plain'}
      shortcut={offer.shortcut}
      busy={busy && isAtOnce(offer.action)}
      // Not `disabled`: it keeps its place in the tab order so that everybody can learn why.
      aria-disabled={refused || undefined}
      aria-expanded={isAtOnce(offer.action) || refused ? undefined : open === offer.action}
      className={refused ? styles.refused : undefined}
      onClick={() => onTake(offer)}
    >
      {tc(`actions.${offer.action}`)}
    </Button>
  );
  return offer.refusal === null ? button : <Tooltip text={why(offer.refusal)}>{button}</Tooltip>;
}

/** What can be done with the case now, the step that moves it on first in look; the rest in a menu. */
export function ActionBar({ offers, open, busy, onTake, why }: ActionBarProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const entries = offers.menu.map((offer) => {
    const name = tc(`actions.${offer.action}`);
    return {
      key: offer.action,
      label: offer.refusal === null ? name : `${name} · ${why(offer.refusal)}`,
      // The menu opens all that can be corrected, the key the category alone.
      shortcut: offer.action === 'correct' ? undefined : offer.shortcut,
      disabled: offer.refusal !== null,
      apart: offer.action === 'annotate',
      onSelect: () => onTake(offer),
    };
  });
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('actions')}>
      {offers.bar.map((offer) => (
        <ActionButton key={offer.action} offer={offer} open={open} busy={busy} onTake={onTake} why={why} />
      ))}
      {entries.length > 0 && (
        <Menu
          trigger={
            <Button look="quiet">
              {t('more')} <Icon icon={ChevronDown} />
            </Button>
          }
          entries={entries}
        />
      )}
    </div>
  );
}
