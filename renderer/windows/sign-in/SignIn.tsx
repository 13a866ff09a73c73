import { type FormEvent, useEffect, useRef, useState } from 'react';
import { common, useTexts } from '../../i18n/index.ts';
import { changeSettings, useFacts, useSettings, useStation, useStationState, useStatus } from '../../station/index.ts';
import { Button, TextField, useAfter } from '../../ui/index.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demoAccounts.ts';
import { texts } from './locale.ts';
import styles from './signIn.module.css';
import { signInWords } from './signInWords.ts';

/** a start of every day is long over by then */
const LONG_MS = 4000;

function useSignIn() {
  const t = useTexts(texts);
  const station = useStation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (username: string, password: string) => {
    setBusy(true);
    setError(null);
    try {
      const answer = await station.signIn({ username, password });
      if (answer.ok) await changeSettings({ lastUsername: username });
      else setError(signInWords(answer, t));
    } catch {
      setError(t('other', { why: t('wrong') }));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, submit };
}

function DemoAccounts({ onPick }: { onPick: (username: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  return (
    <section className={styles.demo} aria-label={t('demoTitle')}>
      <p className={styles.note}>{t('demoTitle')}</p>
      <div className={styles.accounts}>
        {DEMO_ACCOUNTS.map(({ username, role }) => (
          <Button key={username} size="small" onClick={() => onPick(username)}>
            {tc(`roles.${role}`)} <span className={styles.username}>{username}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}

/** Sign-in to the centre, or offline for who signed in on this desk before. Part of the desk page. */
export function SignIn() {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const status = useStatus();
  const ready = useStationState() === 'ready' && status !== undefined;
  const long = useAfter(LONG_MS);
  const facts = useFacts();
  const { lastUsername } = useSettings();
  const [username, setUsername] = useState(lastUsername);
  const [password, setPassword] = useState('');
  const { busy, error, submit } = useSignIn();
  const passwordField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (lastUsername) passwordField.current?.focus();
  }, [lastUsername]);

  const centre = status?.centre.gateway || facts?.gateway || '';
  const isDemo = facts?.demo || status?.centre.demo;
  const complete = username.trim() !== '' && password !== '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && ready && !busy) void submit(username.trim(), password);
  };
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={onSubmit}>
        <header>
          <h2 className={styles.title}>{t('title')}</h2>
          <p className={styles.centre}>{status?.centre.name || tc('product')}</p>
          <p className={styles.note} data-selectable>
            {t('centre')}: {centre || t('noCentre')}
          </p>
        </header>
        <TextField
          label={t('username')}
          name="username"
          value={username}
          onChange={setUsername}
          autoFocus={lastUsername === ''}
        />
        <TextField
          ref={passwordField}
          label={t('password')}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          error={error}
        />
        {!ready && <p className={styles.note}>{t(long ? 'waitingLong' : 'waiting')}</p>}
        {ready && status.link.state === 'alone' && !error && <p className={styles.note}>{t('alone')}</p>}
        <Button type="submit" look="primary" busy={busy} disabled={!complete || !ready} shortcut="Enter">
          {busy ? t('submitting') : t('submit')}
        </Button>
        {isDemo && (
          <DemoAccounts
            onPick={(picked) => {
              setUsername(picked);
              setPassword(DEMO_PASSWORD);
            }}
          />
        )}
      </form>
    </main>
  );
}
