import type { RadioChannel } from '#shared/contract/radio.ts';
import type { ChannelKind } from '#shared/protocol/intercom.ts';

/** Who is to be found quickest stands first. */
export const KIND_ORDER: readonly ChannelKind[] = ['all-call', 'incident', 'direct', 'ad-hoc', 'team', 'role', 'grid'];
/** length of a grid's code → its tier */
const TIERS = { 9: 'street', 12: 'community', 14: 'unit' } as const;
export type Tier = (typeof TIERS)[keyof typeof TIERS];

export function tierOf({ kind, gridCode }: Pick<RadioChannel, 'kind' | 'gridCode'>): Tier | null {
  const length = gridCode?.length;
  return kind === 'grid' && (length === 9 || length === 12 || length === 14) ? TIERS[length] : null;
}

/** The channels a search leaves: those that are joined first, then by kind, tier and code. */
export function foundChannels(
  channels: readonly RadioChannel[],
  { text, kind }: { text: string; kind: ChannelKind | 'all' },
): RadioChannel[] {
  const asked = text.trim().toLowerCase();
  const rank = (channel: RadioChannel) =>
    (channel.joined ? 0 : 100_000) + KIND_ORDER.indexOf(channel.kind) * 1000 + (channel.gridCode?.length ?? 0);
  return channels
    .filter((channel) => kind === 'all' || channel.kind === kind)
    .filter(({ name, gridCode }) => asked === '' || name.toLowerCase().includes(asked) || gridCode?.startsWith(asked))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
}
