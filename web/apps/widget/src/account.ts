// Whose token it is, as far as this page needs to know: to keep apart what two people leave on one device.

/** A name for the holder of a token; it proves nothing and is never sent. */
export function accountOf(token: string): string {
  try {
    const [, claims = ""] = token.split(".");
    const { sub, user_type } = JSON.parse(atob(claims.replace(/-/g, "+").replace(/_/g, "/")));
    return `${user_type ?? ""}:${sub}`;
  } catch {
    // Not a token that can be read: then it is its own name, in a short form.
    return [...token]
      .reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7)
      .toString(36);
  }
}
