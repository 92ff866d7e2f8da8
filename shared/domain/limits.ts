/** Upper bounds that callers meet. The API enforces them, its description and `GET /session` tell them. */
export const limits = {
  bodyBytes: 64 * 1024,
  /** A file of 5,000 rows has about one megabyte (product rule). */
  fileBytes: 5 * 1024 * 1024,
  pageSize: 1000,
  personNameLength: 50,
  companyNameLength: 100,
  noteLength: 500,
  searchLength: 100,
} as const;
