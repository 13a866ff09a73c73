import { z } from 'zod';

/** A category as the centre's GeoReport v2 list gives it. */
export const serviceSchema = z.object({
  service_code: z.string(),
  service_name: z.string(),
  description: z.string(),
  keywords: z.string(),
  group: z.string(),
});
export const servicesSchema = z.array(serviceSchema).min(1);
export type Service = z.infer<typeof serviceSchema>;

const MOST = 8;

/** Categories that fit what was typed: those named so first, then by synonym, group or code. */
export function findServices(services: readonly Service[], typed: string): Service[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return services.slice(0, MOST);
  const rank = (service: Service) => {
    const name = service.service_name.toLowerCase();
    const all = `${name} ${service.description} ${service.keywords} ${service.service_code}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) return null;
    return words.every((word) => name.includes(word)) ? (name.startsWith(words[0] ?? '') ? 0 : 1) : 2;
  };
  return services
    .flatMap((service) => {
      const at = rank(service);
      return at === null ? [] : [{ service, at }];
    })
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map(({ service }) => service);
}
