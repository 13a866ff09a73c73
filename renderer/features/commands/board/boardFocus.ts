import { createContext } from 'react';

/** The focus is in the receipt board: its keys count. */
export const BoardFocus = createContext(false);
