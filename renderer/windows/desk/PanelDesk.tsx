import { Minimize2 } from 'lucide-react';
import type { Panel } from '#shared/contract/windows.ts';
import { Clock, LinkState } from '../../features/session/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { dropPlace, useDrop, useKeepClaims } from '../../parts/index.ts';
import { Button, classes, useKeys } from '../../ui/index.ts';
import { CaseRegion } from './CaseRegion.tsx';
import styles from './desk.module.css';
import { texts } from './locale.ts';
import { MapRegion } from './MapRegion.tsx';
import { useDesk } from './store.ts';
import { useTakeItem } from './useTakeItem.ts';

const dock = () => void street.dock();

/** A panel taken from a desk, in a window of its own: it shows what the desk selects, and the desk what is selected here. */
export function PanelDesk({ panel }: { panel: Panel }) {
  const t = useTexts(texts);
  const { setFinding, setMark, mark } = useDesk();
  const [group, isMap] = [t('group'), panel === 'map'];
  const drop = useDrop(useTakeItem(isMap));
  useKeepClaims();
  useKeys([
    { keys: 'Shift+W', label: t('panels.dock'), group, run: dock },
    { keys: 'Ctrl+F', label: t('keys.findOnMap'), group, run: () => setFinding(true), enabled: isMap },
    { keys: 'Esc', label: t('keys.backFromMark'), group, run: () => setMark(null), enabled: isMap && mark !== null },
  ]);
  return (
    <>
      <header className={styles.strip} aria-label={t('strip')}>
        <h1 className={styles.panelName}>{t(`panels.${panel}`)}</h1>
        <span className={styles.divider} />
        <Clock />
        <span className={styles.divider} />
        <LinkState />
        <span className={styles.space} />
        <Button icon={Minimize2} shortcut="Shift+W" onClick={dock}>
          {t('panels.dock')}
        </Button>
      </header>
      <main className={classes(styles.panel, dropPlace)} {...drop}>
        {panel === 'map' ? <MapRegion shown /> : <CasePanel />}
      </main>
    </>
  );
}

function CasePanel() {
  const t = useTexts(texts);
  const caseId = useDesk((desk) => desk.selectedCaseId);
  if (caseId === null) return <p className={styles.panelEmpty}>{t('panels.noCase')}</p>;
  return <CaseRegion caseId={caseId} onClose={dock} />;
}
