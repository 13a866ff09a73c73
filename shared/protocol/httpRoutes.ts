/** HTTP on the gateway's port, as published; bodies name a schema of the document. */
export interface HttpRoute {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  about: string;
  body?: string;
  answer?: string;
}

export const HTTP_ROUTES: readonly HttpRoute[] = [
  {
    method: 'POST',
    path: '/auth/login',
    about:
      'Signs in. A worker’s account sends its device and gets a token for /terminal, an operator’s one for /console.',
    body: 'http.login',
    answer: 'http.login.answer',
  },
  {
    method: 'POST',
    path: '/auth/refresh',
    about: 'A new access token.',
    body: 'http.refresh',
    answer: 'http.login.answer',
  },
  {
    method: 'PUT',
    path: '/media/{id}',
    about: 'Uploads a file; X-Sha256 is checked, Content-Range resumes.',
    answer: 'http.media.answer',
  },
  { method: 'GET', path: '/media/{id}', about: 'The file.' },
  { method: 'GET', path: '/health', about: 'The process lives.', answer: 'http.health' },
  { method: 'GET', path: '/ready', about: 'It serves.' },
  { method: 'GET', path: '/metrics', about: 'Prometheus text.' },
  { method: 'GET', path: '/open311/v2/services', about: 'GeoReport v2: what may be reported.' },
  { method: 'POST', path: '/open311/v2/requests', about: 'GeoReport v2: a report from the public.' },
  { method: 'GET', path: '/open311/v2/requests/{id}', about: 'GeoReport v2: how a report stands.' },
  { method: 'GET', path: '/positions/osmand', about: 'A position of an OsmAnd or Traccar Client phone.' },
  { method: 'POST', path: '/positions/osmand', about: 'The same as a form.' },
];
