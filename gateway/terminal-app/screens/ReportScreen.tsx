import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type Attached, attach } from '../device/files.ts';
import { type Draft, EMPTY, keepDraft, readDraft } from '../device/draft.ts';
import { placeNow, type PlaceProblem } from '../device/place.ts';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';
import { CategoryField } from './CategoryField.tsx';
import { FileButton } from './FileButton.tsx';

type Place = { lon: number; lat: number; accuracy?: number };
const MOST_PHOTOS = 6;

/** A problem the worker met: what, where, with photos. Kept on the phone the moment it is sent. */
export function ReportScreen({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const workerId = useStore(view, (state) => state.worker?.id ?? '');
  const [draft, setDraft] = useState<Draft>(() => readDraft(workerId));
  const [photos, setPhotos] = useState<Attached[]>([]);
  const [isSettled, setSettled] = useState(false);
  const [said, setSaid] = useState<{ problem: boolean; words: string } | null>(null);
  const { place, problem, find, byHand } = usePlace(terminal);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(workerId, next);
  };
  const addPhoto = async (file: File) => {
    const photo = await attach(file);
    if (photo) setPhotos((before) => [...before, photo]);
    setSaid(photo ? null : { problem: true, words: words.ask.badFile });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { category, title, text, address } = draft;
    const missing = !category
      ? words.report.needCategory
      : !title.trim()
        ? words.report.needTitle
        : !place
          ? words.report.needPlace
          : isSettled && photos.length < 2 && words.report.needBoth;
    if (missing || !category || !place) return setSaid({ problem: true, words: missing || '' });
    const { lon, lat } = place;
    const report = { category: category.service_code, title: title.trim(), text, address, lon, lat };
    const [before, after] = isSettled ? [photos.slice(0, -1), photos.slice(-1)] : [photos, []];
    await terminal.report(report, before, after);
    change(EMPTY);
    setPhotos([]);
    setSettled(false);
    setSaid({ problem: false, words: words.report.kept });
  };

  return (
    <form className="report" onSubmit={(event) => void submit(event)} aria-label={words.tabs.report} noValidate>
      <CategoryField chosen={draft.category} onChoose={(category) => change({ category })} />
      <label>
        {words.report.title}
        <input value={draft.title} maxLength={200} onChange={(event) => change({ title: event.target.value })} />
      </label>
      <label>
        {words.report.text}
        <textarea value={draft.text} maxLength={4000} onChange={(event) => change({ text: event.target.value })} />
      </label>
      <label>
        {words.report.address}
        <input value={draft.address} maxLength={300} onChange={(event) => change({ address: event.target.value })} />
      </label>
      <div className="choices">
        {photos.length < MOST_PHOTOS && (
          <FileButton label={words.report.photo} accept="image/*" onFile={(file) => void addPhoto(file)} />
        )}
        <span>{photos.length > 0 && words.report.photoCount(photos.length)}</span>
      </div>
      <label className="choice">
        <input type="checkbox" checked={isSettled} onChange={(event) => setSettled(event.target.checked)} />
        {words.report.settled}
      </label>
      <p className="where">
        {words.report.place}：
        {place ? words.place.here(place.accuracy ?? 0) : problem ? words.place[problem] : words.place.searching}
        <button type="button" className="quiet" onClick={find}>
          {words.report.placeAgain}
        </button>
      </p>
      {problem && !place && <PlaceByHand onPlace={byHand} />}
      <p role="alert" className={said?.problem ? 'problem' : 'good'}>
        {said?.words}
      </p>
      <button type="submit" className="main">
        {words.report.send}
      </button>
    </form>
  );
}

function PlaceByHand({ onPlace }: { onPlace: (place: Place | null) => void }) {
  const words = useWords();
  const read = (typed: string) => {
    const [lon, lat] = typed.split(/[,，\s]+/).map(Number);
    const isPlace = lon !== undefined && lat !== undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && lat !== 0;
    if (isPlace) onPlace({ lon, lat });
  };
  return (
    <label>
      {words.report.placeByHand}
      <input inputMode="text" placeholder="121.46, 31.195" onBlur={(event) => read(event.target.value)} />
    </label>
  );
}

/** Where the report is: found once when the form opens, again when asked. */
function usePlace(terminal: Terminal) {
  const [place, setPlace] = useState<Place | null>(null);
  const [problem, setProblem] = useState<PlaceProblem | null>(null);
  const find = useCallback(() => {
    void placeNow(() => terminal.now()).then((found) => {
      if (typeof found === 'string') setProblem(found);
      else {
        setPlace(found);
        setProblem(null);
      }
    });
  }, [terminal]);
  useEffect(find, [find]);
  return { place, problem, find, byHand: setPlace };
}
