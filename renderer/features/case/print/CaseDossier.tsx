import { type ReactNode, useEffect, useMemo } from 'react';
import type { StreamEntry } from '#shared/contract/dossierViews.ts';
import type { CaseView } from '#shared/contract/views.ts';
import type { CaseEvent } from '#shared/domain/case.ts';
import { assignmentsOf } from '#shared/domain/assignments.ts';
import { common, formatFullTime, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useNames } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { texts as assignmentTexts } from '../assignments/locale.ts';
import { texts } from '../locale.ts';
import { workersNamed } from '../timeline/lineDetail.ts';
import { type StreamItem, streamOf } from '../timeline/stream.ts';
import { useDetailWords } from '../timeline/useDetailWords.ts';
import { PaperPhotos } from './PaperPhotos.tsx';
import styles from './print.module.css';

interface CaseDossierProps {
  document: { caseId: string };
  onReady: (name: string) => void;
  onFail: (reason: string) => void;
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}

/** What the case is; texts marked personal stay masked, and the contact is left out of paper. */
function Head({ view, nameOf }: { view: CaseView; nameOf: (id: string) => string }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const ta = useTexts(assignmentTexts);
  const language = useLanguage();
  const { case: shown, category } = view;
  const assignees = assignmentsOf(shown).map((one) => `${nameOf(one.id)}（${ta(`states.${one.state}`)}）`);
  return (
    <>
      <h1 className={styles.title}>{t('print.title', { number: shown.number ?? tc('numberPending') })}</h1>
      <h2 className={styles.subject}>{shown.title}</h2>
      <table className={styles.facts}>
        <tbody>
          <Row name={t('print.state')}>{tc(`states.${shown.state}`)}</Row>
          <Row name={t('facts.category')}>{category ? nameIn(language, category) : shown.categoryCode}</Row>
          <Row name={t('print.urgency')}>{tc(`urgencies.${shown.urgency}`)}</Row>
          <Row name={t('facts.source')}>{tc(`sources.${shown.source}`)}</Row>
          <Row name={t('facts.address')}>{shown.address || t('facts.noAddress')}</Row>
          <Row name={t('facts.grid')}>{shown.gridCode || t('facts.noGrid')}</Row>
          {shown.componentCode && <Row name={t('facts.component')}>{shown.componentCode}</Row>}
          <Row name={t('facts.reportedAt')}>{formatFullTime(shown.reportedAt)}</Row>
          {shown.closedAt !== null && <Row name={t('facts.closedAt')}>{formatFullTime(shown.closedAt)}</Row>}
          {assignees.length > 0 && <Row name={t('facts.department')}>{assignees.join(t('timeline.listGap'))}</Row>}
          {shown.satisfaction !== null && (
            <Row name={t('facts.satisfaction')}>{t('stars', { n: shown.satisfaction })}</Row>
          )}
          <Row name={t('text')}>{shown.text || t('noText')}</Row>
          <Row name={t('print.chain')}>{t(view.chainIntact ? 'timeline.intact' : 'timeline.broken')}</Row>
        </tbody>
      </table>
    </>
  );
}

interface LineWords {
  what: string;
  who: string;
  said: string;
}

function useEntryWords(): (entry: StreamEntry) => LineWords {
  const t = useTexts(texts);
  const tc = useTexts(common);
  return (entry) => {
    switch (entry.kind) {
      case 'command': {
        const who = t('stream.sentBy', { name: entry.byName, count: entry.to });
        return { what: entry.title, who, said: t(`stream.states.${entry.state}`) };
      }
      case 'receipt': {
        const who = `${entry.workerName} ${t('stream.answers', { title: entry.commandTitle })}`;
        return { what: tc(`receipts.${entry.state}`), who, said: entry.note };
      }
      case 'talk': {
        const { talker, channelName } = entry.recording;
        return { what: t('stream.kinds.talk'), who: `${talker.name} · ${channelName}`, said: '' };
      }
    }
  };
}

function useLineWords(nameOf: (id: string) => string): (item: StreamItem) => LineWords {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const detailWords = useDetailWords(nameOf);
  const entryWords = useEntryWords();
  const ofEvent = (event: CaseEvent) => {
    const { action, from, to, actor, note } = event;
    const change = from === to ? '' : ` → ${tc(`states.${to}`)}`;
    return {
      what: `${tc(`actions.${action}`)}${change}`,
      who: actor.kind === 'system' ? t('timeline.kinds.system') : actor.name,
      said: [detailWords(event), note].filter(Boolean).join('\n'),
    };
  };
  return (item) => {
    if (item.kind === 'line') return ofEvent(item.event);
    if (item.kind === 'pass') return { what: t('stream.kinds.pass'), who: item.pass.name, said: '' };
    return entryWords(item);
  };
}

function Lines({ items, nameOf }: { items: readonly StreamItem[]; nameOf: (id: string) => string }) {
  const t = useTexts(texts);
  const wordsOf = useLineWords(nameOf);
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t('print.at')}</th>
          <th scope="col">{t('print.what')}</th>
          <th scope="col">{t('print.who')}</th>
          <th scope="col">{t('print.said')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const { what, who, said } = wordsOf(item);
          return (
            <tr key={item.id}>
              <td className={styles.time}>{formatFullTime(item.at)}</td>
              <td>{what}</td>
              <td>{who}</td>
              <td className={styles.said}>{said}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The whole dossier of a case on paper: what it is, all that happened, and its photos. */
export function CaseDossier({ document: { caseId }, onReady, onFail }: CaseDossierProps) {
  const t = useTexts(texts);
  const view = useFeed('case.get', { id: caseId });
  const stream = useFeed('case.stream', { id: caseId });
  const nameOf = useNames(workersNamed(view.data?.events ?? []));
  const entries = stream.data?.entries;
  const items = useMemo(() => {
    const whole = { without: [], mediaOnly: false, oldestFirst: true };
    return streamOf({ events: view.data?.events ?? [], entries: entries ?? [], passes: [] }, whole);
  }, [view.data, entries]);
  const photos = useMemo(() => photosOf(view.data ?? null, entries ?? []), [view.data, entries]);
  useEffect(() => {
    if (view.data === null || view.isError || stream.isError) onFail('case-unknown');
  });
  if (!view.data || !stream.data) return null;
  const name = `${view.data.case.number ?? view.data.case.title} ${t('print.file')}`;
  return (
    <article className={styles.dossier}>
      <Head view={view.data} nameOf={nameOf} />
      <h3>{t('timeline.heading')}</h3>
      <Lines items={items} nameOf={nameOf} />
      {stream.data.more && <p>{t('stream.more')}</p>}
      <PaperPhotos key={photos.length} photos={photos} onReady={() => onReady(name)} />
    </article>
  );
}

function photosOf(view: CaseView | null, entries: readonly StreamEntry[]) {
  const all = [
    ...(view?.case.media ?? []),
    ...(view?.events.flatMap((event) => event.media) ?? []),
    ...entries.flatMap((entry) => (entry.kind === 'receipt' ? entry.media : [])),
  ];
  return [...new Map(all.filter(({ kind }) => kind === 'photo').map((photo) => [photo.id, photo])).values()];
}
