import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './screens/App.tsx';
// In this order: later ones go over earlier ones.
import './styles/base.css';
import './styles/frame.css';
import './styles/commands.css';
import './styles/radio.css';
import './styles/forms.css';
import './styles/notices.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Browsers have it on encrypted pages and on this same machine only; without it the page needs a network to open.
void navigator.serviceWorker?.register('/terminal/sw.js').catch(() => undefined);
