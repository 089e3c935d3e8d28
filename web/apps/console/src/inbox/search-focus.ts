// Putting the cursor into the search of the inbox, from wherever one is.

let isWished = false;

/** The search wants the cursor as soon as it is drawn. */
export function wishSearch(): void {
  isWished = true;
}

/** Whether it was wished; then it is no more. */
export function takeSearchWish(): boolean {
  const was = isWished;
  isWished = false;
  return was;
}
