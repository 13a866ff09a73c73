/** The seconds typed, or null when they are no whole number from 0 to 30. */
export function readUndoSeconds(text: string): number | null {
  if (!/^\d{1,2}$/.test(text.trim())) return null;
  const seconds = Number(text);
  return seconds <= 30 ? seconds : null;
}

/** The gateway's address as it is kept: '' for the demo centre, null when it is no address. */
export function readGateway(text: string): string | null {
  const address = text.trim().replace(/\/+$/, '');
  if (address === '') return '';
  if (address.length > 300 || !URL.canParse(address)) return null;
  return ['http:', 'https:'].includes(new URL(address).protocol) ? address : null;
}
