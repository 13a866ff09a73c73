import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../../ui/index.ts';
import { texts } from './locale.ts';

/** The right region: a worker, or a command being written. */
export function ContextRegion() {
  const t = useTexts(texts);
  return <EmptyState title={t('contextEmpty')} detail={t('contextEmptyDetail')} />;
}
