import type { DuplicateView } from '#shared/contract/intakeViews.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, formatDistance, formatTime, maskedText, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Fact, MediaGroup } from '../../../parts/index.ts';
import { gatewayNow, useFeed } from '../../../station/index.ts';
import { Button, Dialog, Loading, StateTag } from '../../../ui/index.ts';
import styles from '../intake.module.css';
import { texts } from '../locale.ts';

/** What is being told, as it is compared. */
export interface ThisCase {
  title: string;
  category: string;
  address: string;
  text: string;
  media: readonly MediaRef[];
}

interface SideBySideProps {
  told: ThisCase;
  target: DuplicateView;
  onClose: () => void;
  onComplain: () => void;
  onMerge?: (() => void) | undefined;
}

/** What is told now beside the earlier case: the same, or another one. */
export function SideBySide({ told, target, onClose, onComplain, onMerge }: SideBySideProps) {
  const t = useTexts(texts);
  return (
    <Dialog title={t('duplicates.sideBySide')} open onClose={onClose} size="wide">
      <div className={styles.sides}>
        <Side heading={t('duplicates.now')} told={told} />
        <EarlierSide target={target} />
      </div>
      <footer className={styles.verbs}>
        <Button onClick={onClose}>{t('duplicates.other')}</Button>
        {onMerge && <Button onClick={onMerge}>{t('duplicates.merge')}</Button>}
        <Button look="primary" onClick={onComplain} autoFocus>
          {t('duplicates.complain')}
        </Button>
      </footer>
    </Dialog>
  );
}

function EarlierSide({ target }: { target: DuplicateView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const { data } = useFeed('case.get', { id: target.id });
  if (!data) return <Loading />;
  const { case: shown, category } = data;
  const told: ThisCase = {
    title: shown.title,
    category: category ? nameIn(language, category) : shown.categoryCode,
    address: shown.address,
    text: maskedText(shown.text),
    media: shown.media,
  };
  return (
    <Side heading={shown.number ?? tc('numberPending')} told={told}>
      <Fact name={t('duplicates.state')}>
        <StateTag state={shown.state} />
      </Fact>
      <Fact name={t('duplicates.reported')}>{formatTime(shown.reportedAt, gatewayNow())}</Fact>
      <Fact name={t('duplicates.apart')}>{formatDistance(target.distance)}</Fact>
      {(shown.complaints ?? 0) > 0 && <Fact name={t('duplicates.complaints')}>{shown.complaints}</Fact>}
    </Side>
  );
}

function Side({ heading, told, children }: { heading: string; told: ThisCase; children?: React.ReactNode }) {
  const tc = useTexts(common);
  return (
    <section className={styles.side} aria-label={heading}>
      <h3>{heading}</h3>
      <p className={styles.sideTitle}>{told.title}</p>
      <dl>
        <Fact name={tc('nouns.category')}>{told.category}</Fact>
        <Fact name={tc('nouns.address')}>{told.address}</Fact>
        {children}
      </dl>
      <p className={styles.sideText}>{told.text}</p>
      <MediaGroup media={told.media} small />
    </section>
  );
}
