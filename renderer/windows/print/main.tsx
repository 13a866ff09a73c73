import { startPage } from '../page.tsx';
import { PrintApp } from './PrintApp.tsx';

void startPage(<PrintApp />);
