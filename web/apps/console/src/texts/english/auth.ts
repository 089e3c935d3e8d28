// Signing in, in English.

export const auth = {
  login: {
    title: "Sign in to Liaison",
    lead: "For agents, team leads and administrators.",
    email: "E-mail",
    password: "Password",
    show: "Show password",
    hide: "Hide password",
    submit: "Sign in",
    wrong: "E-mail or password is wrong.",
    tooMany: (minutes: number) => `Too many failed attempts. Try again in ${minutes} minutes.`,
    notStaff: "This account is not one of staff.",
    deactivated: "This account has been deactivated.",
    unsupported: "This server does not offer the console's login. It may be an older version.",
    ended: "You were signed out. Sign in to go on where you were; your drafts are kept.",
    starting: "Signing you in",
  },
};
