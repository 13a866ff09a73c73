import type { ReactNode } from 'react';
import { classes } from '../../ui/index.ts';
import styles from './drop.module.css';
import { dragsWorker } from './item.ts';

export interface WorkerLinkProps {
  id: string;
  name: string;
  className?: string;
  /** absent where their card cannot be opened */
  onOpen?: (id: string) => void;
  /** the name alone unless told */
  children?: ReactNode;
}

/** A worker who is named somewhere: pressed, their card opens; dragged, they go onto a map, another desk or a tile of video. */
export function WorkerLink({ id, name, className, onOpen, children = name }: WorkerLinkProps) {
  const drag = dragsWorker(id, name);
  if (!onOpen)
    return (
      <span className={classes(styles.carried, className)} {...drag}>
        {children}
      </span>
    );
  return (
    <button type="button" className={className} onClick={() => onOpen(id)} {...drag}>
      {children}
    </button>
  );
}
