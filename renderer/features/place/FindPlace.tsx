import { useRef, useState } from 'react';
import { type Place, placeSchema } from '#shared/contract/dossierViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Select, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './place.module.css';

const KINDS = ['address', 'grid', 'component', 'organisation'] as const;
type Kind = (typeof KINDS)[number];

function wordsOf(place: Place | null): string {
  if (!place) return '';
  if (place.kind === 'address') return place.text;
  return place.kind === 'organisation' ? place.name : place.code;
}

/** The place that was typed; null while it is none. */
function placeOf(kind: Kind, words: string): Place | null {
  const text = words.trim();
  const asked =
    kind === 'address' ? { kind, text } : kind === 'organisation' ? { kind, name: text } : { kind, code: text };
  const place = placeSchema.safeParse(asked);
  return place.success ? place.data : null;
}

interface FindPlaceProps {
  place: Place | null;
  onPlace: (place: Place) => void;
}

/** Asks which place: what kind of one, and its name or code. */
export function FindPlace({ place, onPlace }: FindPlaceProps) {
  const t = useTexts(texts);
  const [kind, setKind] = useState<Kind>(place?.kind ?? 'address');
  const [words, setWords] = useState(() => wordsOf(place));
  const [isWrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const find = () => {
    const asked = placeOf(kind, words);
    setWrong(asked === null);
    if (asked) onPlace(asked);
  };
  return (
    <form
      ref={form}
      className={styles.find}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <Select
        label={t('kind')}
        options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <TextField
        label={t(`asks.${kind}`)}
        value={words}
        maxLength={300}
        autoFocus={!place}
        error={isWrong ? t(`wrong.${kind === 'grid' || kind === 'component' ? 'code' : 'name'}`) : null}
        onChange={(text) => {
          setWrong(false);
          setWords(text);
        }}
      />
      <Button type="submit" look="primary">
        {t('find')}
      </Button>
    </form>
  );
}
