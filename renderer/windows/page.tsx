import '../ui/tokens/base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Settings } from '#shared/contract/settings.ts';
import { setLanguage } from '../i18n/index.ts';
import { keepBaseChoice } from '../parts/index.ts';
import {
  createStationClient,
  followSettings,
  listenForPorts,
  type StationClient,
  StationProvider,
  startBridge,
} from '../station/index.ts';
import { Toasts } from '../ui/index.ts';
import { keyRegistry, typedAhead } from '../ui/keys/index.ts';
import { followScale } from './windowScale.ts';

/** Puts the settings on the page: language, theme, density; the last two are kept for the next first paint. */
function applySettings(settings: Settings): void {
  setLanguage(settings.language);
  const root = document.documentElement;
  root.dataset.theme = settings.theme;
  root.dataset.density = settings.density;
  localStorage.setItem('street.theme', settings.theme);
  localStorage.setItem('street.density', settings.density);
}

function Page({ client, children }: { client: StationClient; children: ReactNode }) {
  return (
    <StrictMode>
      <CSPProvider disableStyleElements>
        <StationProvider client={client}>
          <Tooltip.Provider delay={400}>
            {/* First: what a page says in its first effect would be lost before somebody shows it. */}
            <Toasts />
            {children}
          </Tooltip.Provider>
        </StationProvider>
      </CSPProvider>
    </StrictMode>
  );
}

/**
 * Starts a page: listens for the station's port first (it may come at any moment), reads the settings, then paints.
 * The station is not waited for: every view has words for the time before it answers.
 */
export async function startPage(content: ReactNode): Promise<void> {
  const client = createStationClient();
  listenForPorts(client.connection, window);
  typedAhead.listen(window);
  keyRegistry.listen(window);
  await Promise.all([followScale(), startBridge()]);
  followSettings(applySettings);
  keepBaseChoice();
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  createRoot(root).render(<Page client={client}>{content}</Page>);
}
