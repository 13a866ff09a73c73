import { toGeoJson, toGpx, type Track, TRACK_FORMATS, type TrackFormat } from '#shared/geo/track.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, showToast } from '../../ui/index.ts';
import { useFileTrouble } from '../reportWords.ts';
import { texts } from './locale.ts';

/** Buttons that put ways into a file of another program. Whoever shows them has looked the ways up. */
export function SaveTracks({ name, tracks }: { name: string; tracks: readonly Track[] }) {
  const t = useTexts(texts);
  const trouble = useFileTrouble();
  const save = async (format: TrackFormat) => {
    const track = (format === 'gpx' ? toGpx : toGeoJson)(tracks);
    const saved = await street.saveTable({ name, track, format }).catch(() => null);
    if (saved?.state === 'saved') showToast({ title: t('saved', { path: saved.path }) });
    else if (saved?.state !== 'cancelled') showToast({ title: trouble(saved?.code ?? 'unknown'), look: 'warn' });
  };
  return TRACK_FORMATS.map((format) => (
    <Button key={format} size="small" look="quiet" onClick={() => void save(format)}>
      {format === 'gpx' ? 'GPX' : 'GeoJSON'}
    </Button>
  ));
}
