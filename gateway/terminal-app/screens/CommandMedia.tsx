import { useEffect, useState } from 'react';
import type { MediaRef } from '../core/outgoing.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

/** A photo, voice note or film of a command: fetched when it is asked for, a phone pays for its bytes. */
export function CommandMedia({ terminal, media }: { terminal: Terminal; media: MediaRef }) {
  const words = useWords();
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);

  const open = async () => {
    const found = await terminal.media(media.id);
    setUrl(found);
    setFailed(found === null);
  };
  if (url === null) {
    return (
      <p>
        <button type="button" onClick={() => void open()}>
          {words.commands.mediaOpen}
        </button>
        {failed && <span role="alert">{words.commands.mediaFailed}</span>}
      </p>
    );
  }
  if (media.kind === 'photo') return <img className="media" src={url} alt={words.commands.media} />;
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a centre records has no captions
  if (media.kind === 'video') return <video className="media" src={url} controls aria-label={words.commands.media} />;
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a centre records has no captions
  return <audio src={url} controls aria-label={words.commands.media} />;
}
