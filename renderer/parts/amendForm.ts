import type { OutboxItem } from '#shared/contract/views.ts';

/** A form in which an action that came back can be changed and sent again: each feature has one for its own actions. */
export interface AmendFormProps {
  item: OutboxItem;
  /** the station has taken it */
  onSent: () => void;
  /** back without sending; what was typed is kept */
  onBack: () => void;
}
