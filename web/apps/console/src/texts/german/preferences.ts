// One's own wishes, in German.

import type { preferences as English } from "../english/preferences.ts";

export const preferences: typeof English = {
  preferences: {
    title: "Persönliche Einstellungen",
    lead: "Sie gehören zu Ihnen und gelten auch auf anderen Geräten.",
    appearance: "Darstellung",
    theme: "Design",
    themes: { system: "System", light: "Hell", dark: "Dunkel" },
    language: "Sprache",
    notices: "Benachrichtigungen",
    sound: "Ton",
    soundHint: "Ein leiser Ton, wenn eine Nachricht kommt, die Sie gerade nicht ansehen.",
    testSound: "Anhören",
    desktop: "Desktop-Benachrichtigungen",
    desktopHint: "Solange dieser Tab im Hintergrund ist.",
    desktopAllow: "Erlauben",
    desktopDenied:
      "Der Browser lehnt Benachrichtigungen dieser Seite ab. Erlauben Sie sie in seinen Einstellungen.",
    desktopMissing: "Dieser Browser bietet keine Benachrichtigungen.",
    writing: "Schreiben",
    enterSends: "Enter sendet",
    enterSendsHint: (keys) => `Aus: Enter beginnt eine neue Zeile, ${keys} sendet.`,
    notKept:
      "Ihre Einstellungen konnten nicht auf dem Server gespeichert werden. Sie bleiben in diesem Browser erhalten.",
    on: "Ein",
    off: "Aus",
  },
};
