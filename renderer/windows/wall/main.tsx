import { startPage } from '../page.tsx';
import { WallApp } from './WallApp.tsx';

void startPage(<WallApp />);
