import { startPage } from '../page.tsx';
import { VideoWindow } from './VideoWindow.tsx';

void startPage(<VideoWindow />);
