// One's own wishes, in French.

import type { preferences as English } from "../english/preferences.ts";

export const preferences: typeof English = {
  preferences: {
    title: "Préférences",
    lead: "Elles sont à vous et vous suivent sur vos autres appareils.",
    appearance: "Apparence",
    theme: "Thème",
    themes: { system: "Système", light: "Clair", dark: "Sombre" },
    language: "Langue",
    notices: "Notifications",
    sound: "Son",
    soundHint: "Un son discret quand arrive un message que vous n’avez pas sous les yeux.",
    testSound: "Écouter",
    desktop: "Notifications de bureau",
    desktopHint: "Quand cet onglet est en arrière-plan.",
    desktopAllow: "Autoriser",
    desktopDenied: "Le navigateur bloque les notifications de cette page. Autorisez-les dans ses réglages.",
    desktopMissing: "Ce navigateur ne propose pas de notifications.",
    writing: "Saisie",
    enterSends: "Envoyer avec Enter",
    enterSendsHint: (keys) => `Désactivé : Enter commence une nouvelle ligne, ${keys} envoie.`,
    notKept:
      "Vos préférences n’ont pas pu être enregistrées sur le serveur. Elles sont conservées dans ce navigateur.",
    on: "Activé",
    off: "Désactivé",
  },
};
