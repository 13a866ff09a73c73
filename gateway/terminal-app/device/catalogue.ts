import { type Service, servicesSchema } from '../core/categories.ts';

const KEPT = 'terminal.catalogue';
/** A network that answers nothing is none, ms. */
const PATIENCE = 8000;

/** The centre's catalogue; the last one that was read when there is no network. Empty when there never was one. */
export async function loadCatalogue(): Promise<Service[]> {
  try {
    const services = servicesSchema.parse(
      await (await fetch('/open311/v2/services.json', { signal: AbortSignal.timeout(PATIENCE) })).json(),
    );
    localStorage.setItem(KEPT, JSON.stringify(services));
    return services;
  } catch {
    const kept = servicesSchema.safeParse(readKept());
    return kept.success ? kept.data : [];
  }
}

function readKept(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]');
  } catch {
    return [];
  }
}
