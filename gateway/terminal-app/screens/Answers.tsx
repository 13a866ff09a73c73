import { useRef, useState } from 'react';
import type { ReceiptPayload } from '#shared/protocol/terminal.ts';
import { type Choice, choicesOf } from '../core/answers.ts';
import type { Held } from '../core/inbox.ts';
import { type Attached, attach } from '../device/files.ts';
import { placeNow } from '../device/place.ts';
import { record, type Recording } from '../device/recorder.ts';
import type { Saying, Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';
import { FileButton } from './FileButton.tsx';
import { ReasonForm } from './ReasonForm.tsx';

type State = ReceiptPayload['state'];

/** The buttons under a command: one tap where one is enough, a reason where the centre needs one. */
export function Answers({ terminal, held, now }: { terminal: Terminal; held: Held; now: number }) {
  const words = useWords();
  const [asking, setAsking] = useState<State | null>(null);
  const [files, setFiles] = useState<Attached[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const choices = choicesOf(held, now);

  const say = async (state: State, saying: Saying = {}) => {
    // Where somebody arrived, or needs help, is worth a moment of waiting.
    const place = state === 'arrived' ? await placeNow(() => terminal.now()) : 'unknown';
    await terminal.say(held, state, { files, ...saying, ...(typeof place === 'string' ? {} : { place }) });
    setAsking(null);
    setFiles([]);
  };
  const take = async (file: Blob, onTaken: (attached: Attached) => void) => {
    const attached = await attach(file);
    setProblem(attached ? null : words.ask.badFile);
    if (attached) onTaken(attached);
  };
  const answerWith = (file: Blob) => void take(file, (attached) => void say('done', { files: [attached] }));

  if (choices.length === 0) return null;
  if (asking) {
    const label = asking === 'done' ? words.commands.reply : undefined;
    return <ReasonForm label={label} onBack={() => setAsking(null)} onSend={(note) => void say(asking, { note })} />;
  }
  return (
    <div className="answers">
      <div className="choices">
        {choices.map((choice) => (
          <ChoiceButton
            key={'id' in choice ? choice.id : 'state' in choice ? choice.state : choice.kind}
            choice={choice}
            onSay={(state, saying) => void say(state, saying)}
            onReason={setAsking}
            onFile={answerWith}
            onProblem={setProblem}
          />
        ))}
      </div>
      {choices.some((choice) => choice.kind === 'receipt' && choice.state === 'done') && (
        <FileButton
          label={files.length > 0 ? words.commands.photos(files.length) : words.commands.addPhoto}
          accept="image/*"
          onFile={(file) => void take(file, (attached) => setFiles([...files, attached]))}
        />
      )}
      <p role="alert" className="problem">
        {problem}
      </p>
    </div>
  );
}

interface ChoiceProps {
  choice: Choice;
  onSay: (state: State, saying?: Saying) => void;
  onReason: (state: State) => void;
  onFile: (file: Blob) => void;
  onProblem: (words: string) => void;
}

function ChoiceButton({ choice, onSay, onReason, onFile, onProblem }: ChoiceProps) {
  const words = useWords();
  switch (choice.kind) {
    case 'receipt': {
      const { state, reason } = choice;
      const press = () => (reason ? onReason(state) : onSay(state));
      return (
        <button type="button" className={reason ? '' : 'main'} onClick={press}>
          {reason && state === 'done' ? words.commands.reply : words.say[state]}
        </button>
      );
    }
    case 'reply':
      return (
        <button type="button" className="main" onClick={() => onSay(choice.state, { reply: choice.id })}>
          {choice.label}
        </button>
      );
    case 'safe':
      return (
        <button type="button" className="main" onClick={() => onSay('done', { note: words.ask.safe })}>
          {words.ask.safe}
        </button>
      );
    case 'help':
      return (
        <button type="button" className="danger" onClick={() => onSay('failed', { note: words.ask.helpNote })}>
          {words.ask.help}
        </button>
      );
    case 'voice-note':
      return <VoiceNote onFile={onFile} onProblem={onProblem} />;
    default:
      return (
        <FileButton
          label={words.ask[choice.kind]}
          accept={choice.kind === 'photo' ? 'image/*' : 'video/*'}
          main
          onFile={onFile}
        />
      );
  }
}

function VoiceNote({ onFile, onProblem }: Pick<ChoiceProps, 'onFile' | 'onProblem'>) {
  const words = useWords();
  const recording = useRef<Recording | null>(null);
  const [isOn, setOn] = useState(false);
  const press = async () => {
    if (recording.current) {
      const note = await recording.current.stop();
      recording.current = null;
      setOn(false);
      return onFile(note);
    }
    recording.current = await record();
    setOn(recording.current !== null);
    if (!recording.current) onProblem(words.ask.noMicrophone);
  };
  return (
    <button type="button" className={isOn ? 'danger' : 'main'} onClick={() => void press()}>
      {isOn ? words.ask.stopRecording : words.ask['voice-note']}
    </button>
  );
}
