import { startPage } from '../page.tsx';
import { Desk } from './Desk.tsx';

void startPage(<Desk />);
