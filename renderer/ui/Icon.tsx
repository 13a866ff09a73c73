import type { LucideIcon } from 'lucide-react';

/** A line icon that grows with the text. It carries no meaning of its own: the words beside it do. */
export function Icon({
  icon: Picture,
  size = '1.15em',
  className,
}: {
  icon: LucideIcon;
  size?: string;
  className?: string;
}) {
  return <Picture width={size} height={size} strokeWidth={1.9} aria-hidden focusable={false} className={className} />;
}
