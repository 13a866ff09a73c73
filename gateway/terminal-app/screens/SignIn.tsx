import { type FormEvent, useState } from 'react';
import { allowSound } from '../device/alert.ts';
import type { Session } from '../device/session.ts';
import { chooseLanguage, useLanguage, useWords } from '../words/index.ts';

export function SignIn({ session, onDone }: { session: Session; onDone: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    allowSound();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    const refusal = await session.signIn(read('username').trim(), read('password'));
    setBusy(false);
    if (refusal === null) onDone();
    else setProblem(refusal || words.signIn.unreachable);
  };

  return (
    <main className="signIn">
      <h1>{words.product}</h1>
      <form onSubmit={(event) => void submit(event)} aria-label={words.signIn.title}>
        <label>
          {words.signIn.username}
          <input name="username" autoComplete="username" autoCapitalize="none" required />
        </label>
        <label>
          {words.signIn.password}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p role="alert" className="problem">
          {problem}
        </p>
        <button type="submit" className="main" disabled={busy}>
          {busy ? words.signIn.going : words.signIn.go}
        </button>
      </form>
      <button type="button" className="quiet" onClick={() => chooseLanguage(language === 'en' ? 'zh-CN' : 'en')}>
        {words.signIn.language}
      </button>
    </main>
  );
}
