import { ordered, useLayerChoice } from './choice.ts';
import { useLayerRows } from './useMapLayer.ts';

/** On a map without a panel: what each layer that is on means, the uppermost first. */
export function LayerCaptions() {
  const { rows } = useLayerRows();
  const { on, order } = useLayerChoice();
  const ids = ordered(
    rows.map(({ id }) => id),
    order,
  );
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row?.captioned || !(on[id] ?? row.normally)) return null;
    return (
      <section key={id} aria-label={row.label} data-caption={id}>
        <h3>{row.label}</h3>
        {row.legend}
      </section>
    );
  });
}
