// Signing in, in German.

import type { auth as English } from "../english/auth.ts";

export const auth: typeof English = {
  login: {
    title: "Bei Liaison anmelden",
    lead: "Für Agenten, Teamleitung und Administratoren.",
    email: "E-Mail",
    password: "Passwort",
    show: "Passwort anzeigen",
    hide: "Passwort verbergen",
    submit: "Anmelden",
    wrong: "E-Mail oder Passwort ist falsch.",
    tooMany: (minutes: number) =>
      `Zu viele Fehlversuche. Versuchen Sie es in ${minutes} Minuten noch einmal.`,
    notStaff: "Dieses Konto gehört nicht zum Team.",
    deactivated: "Dieses Konto wurde deaktiviert.",
    unsupported:
      "Dieser Server bietet keine Anmeldung für die Konsole. Vielleicht ist er eine ältere Version.",
    ended:
      "Sie wurden abgemeldet. Melden Sie sich an, um dort weiterzumachen, wo Sie waren; Ihre Entwürfe sind noch da.",
    starting: "Sie werden angemeldet",
  },
};
