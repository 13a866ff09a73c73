import { CASE_KEYS, REVEAL_KEY } from '../../features/case/index.ts';
import { HelpDialog } from '../../features/help/index.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useDesk } from './store.ts';

/** The help with the keys of a case, open or not: who looks for a key must find it. */
export default function DeskHelp({ onClose }: { onClose: () => void }) {
  const tc = useTexts(common);
  const isCaseOpen = useDesk((desk) => desk.centre === 'case');
  const caseKeys = [
    ...CASE_KEYS.map(({ shortcut, actions }) => ({
      keys: shortcut,
      label: actions.map((action) => tc(`actions.${action}`)).join(' / '),
    })),
    { keys: REVEAL_KEY, label: tc('ops.contact.reveal') },
  ].map((key) => ({ ...key, group: tc('nouns.case'), enabled: false, run: () => undefined }));
  return <HelpDialog onClose={onClose} more={isCaseOpen ? [] : caseKeys} />;
}
