import { Printer } from 'lucide-react';
import type { MusterView } from '#shared/contract/musterViews.ts';
import { musterCounts, phaseClocks } from '#shared/domain/muster.ts';
import { formatFullTime, useTexts } from '../../i18n/index.ts';
import { WorkerLink } from '../../parts/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { minuteClock } from './Clocks.tsx';
import { texts } from './locale.ts';
import { useLineWords } from './MusterLog.tsx';
import styles from './muster.module.css';
import { stateOf } from './Units.tsx';

/** What is told of a muster afterwards: its clocks, how long each unit took, its whole log. Printed as it stands. */
export function MusterReport({ view, onClose }: { view: MusterView; onClose: () => void }) {
  const t = useTexts(texts);
  const words = useLineWords(view.names);
  const { muster, names, lines } = view;
  const took = (from: number, to: number | null) => (to === null ? t('reportNothing') : minuteClock(to - from));
  return (
    <Dialog
      title={`${t('reportTitle')} · ${muster.title}`}
      open
      onClose={onClose}
      size="wide"
      footer={
        <Button icon={Printer} look="primary" onClick={() => window.print()}>
          {t('reportPrint')}
        </Button>
      }
    >
      <div className={styles.report}>
        <p>
          {formatFullTime(muster.startedAt)} –{' '}
          {muster.stoodDownAt === null ? t('running') : formatFullTime(muster.stoodDownAt)}
          {muster.target.address ? ` · ${muster.target.address}` : ''}
        </p>
        <p>{t('counts', { ...musterCounts(muster.units) })}</p>
        <h4>{t('reportTimes')}</h4>
        <table>
          <tbody>
            {phaseClocks(muster).map(({ phase, startAt, doneAt }) => (
              <tr key={phase}>
                <th scope="row">{t(`phases.${phase}`)}</th>
                <td>{took(startAt, doneAt)}</td>
                <td>
                  {doneAt === null ? t('phaseOpen') : t('fromStart', { time: minuteClock(doneAt - muster.startedAt) })}
                </td>
                <td className={styles.quiet}>{t('limit', { n: muster.minutes[phase] })}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h4>{t('reportUnits')}</h4>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('units')}</th>
              <th scope="col">{t('states.gathered')}</th>
              <th scope="col">{t('states.arrived')}</th>
              <th scope="col">{t('role')}</th>
            </tr>
          </thead>
          <tbody>
            {muster.units.map((unit) => (
              <tr key={unit.workerId}>
                <th scope="row">
                  <WorkerLink id={unit.workerId} name={names[unit.workerId] ?? unit.workerId} />
                </th>
                <td>{stateOf(unit) === 'declined' ? t('states.declined') : took(unit.addedAt, unit.gatheredAt)}</td>
                <td>{took(unit.addedAt, unit.arrivedAt)}</td>
                <td>{unit.role === null ? t('reportNothing') : t(`roles.${unit.role}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h4>{t('log')}</h4>
        <table>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td className={styles.quiet}>{formatFullTime(line.at)}</td>
                <td>{words(line)}</td>
                <td className={styles.quiet}>{line.actor.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
