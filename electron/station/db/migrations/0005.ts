/** What the centre revealed to somebody at this desk, encrypted, for as long as they may look at it. */
export const migration = `
CREATE TABLE contacts (
  case_id TEXT NOT NULL, user_id TEXT NOT NULL, sealed TEXT NOT NULL, revealed_at INTEGER NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (case_id, user_id)
) WITHOUT ROWID;
`;
