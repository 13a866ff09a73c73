import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Dialog, Loading, Trouble } from '../../ui/index.ts';
import { HandOver } from './HandOver.tsx';
import { Notes } from './Notes.tsx';
import { OpenShift, ShiftHead } from './ShiftHead.tsx';
import { texts } from './locale.ts';
import { WriteNote } from './WriteNote.tsx';

/** The log of the shift that is on; where none is, the way to open one. */
export function ShiftDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const { data, isPending, isError, error, refetch } = useFeed('shift.current', {});
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      {isPending && <Loading />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data === null && <OpenShift />}
      {data && (
        <>
          <ShiftHead view={data} />
          <WriteNote shiftId={data.shift.id} />
          <HandOver key={data.shift.id} shiftId={data.shift.id} />
          <Notes notes={data.notes} />
        </>
      )}
    </Dialog>
  );
}
