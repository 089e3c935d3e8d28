// Signing in, in English.

export const auth = {
  login: {
    title: "Sign in to Liaison",
    lead: "For agents, team leads and administrators.",
    email: "Email",
    password: "Password",
    show: "Show password",
    hide: "Hide password",
    submit: "Sign in",
    wrong: "Wrong email or password.",
    tooMany: (minutes: number) => `Too many failed attempts. Try again in ${minutes} minutes.`,
    notStaff: "This account does not belong to a staff member.",
    deactivated: "This account has been deactivated.",
    unsupported:
      "This server does not support signing in to the console. It may be running an older version.",
    ended: "Your session ended. Sign in to continue where you left off. Your drafts are saved.",
    starting: "Signing you in",
  },
};
