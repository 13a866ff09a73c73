import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FeedInput } from '#shared/contract/feeds.ts';
import type { CommandBoardView } from '#shared/contract/views.ts';
import { gatewayNow, useFeed } from '../station/index.ts';

/** a moment after, so that the station finds the time passed */
const SLACK_MS = 100;
const MOST_MS = 3_600_000;

/** A command with some of its workers, current: also when somebody becomes late though nothing was told. */
export function useBoard(input: FeedInput<'command.board'>): UseQueryResult<CommandBoardView | null> {
  const board = useFeed('command.board', input);
  const at = board.data?.sum.next?.at ?? null;
  const { refetch } = board;
  useEffect(() => {
    if (at === null) return undefined;
    const timer = setTimeout(() => void refetch(), Math.min(MOST_MS, Math.max(0, at - gatewayNow()) + SLACK_MS));
    return () => clearTimeout(timer);
  }, [at, refetch]);
  return board;
}
