import type { CaseView } from '#shared/contract/views.ts';
import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';

/** Lines of the history whose text was marked personal. */
export function personalLines({ events }: Pick<CaseView, 'events'>): CaseView['events'] {
  return events.filter((event) => event.detail.personal === true || event.note === PERSONAL_STAND_IN);
}

/** Whether there is anything in the case that a reveal could show. */
export function isPersonal(view: Pick<CaseView, 'case' | 'contact' | 'events'>): boolean {
  return view.contact !== null || view.case.text === PERSONAL_STAND_IN || personalLines(view).length > 0;
}

/** The text of a line as it was revealed; null while it is masked. */
export function revealedText({ revealed }: Pick<CaseView, 'revealed'>, eventId: string | undefined): string | null {
  return revealed?.texts.find((text) => text.eventId === eventId)?.text ?? null;
}
