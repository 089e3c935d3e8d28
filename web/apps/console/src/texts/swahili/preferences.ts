// One's own wishes, in Swahili.

import type { preferences as English } from "../english/preferences.ts";

export const preferences: typeof English = {
  preferences: {
    title: "Mapendeleo",
    lead: "Ni yako, na hukufuata kwenye kompyuta nyingine.",
    appearance: "Mwonekano",
    theme: "Mandhari",
    themes: { system: "Ya mfumo", light: "Meupe", dark: "Meusi" },
    language: "Lugha",
    notices: "Arifa",
    sound: "Sauti",
    soundHint: "Mlio wa upole unapofika ujumbe ambao huutazami.",
    testSound: "Cheza",
    desktop: "Arifa za kompyuta",
    desktopHint: "Kichupo hiki kinapokuwa nyuma.",
    desktopAllow: "Ruhusu",
    desktopDenied: "Kivinjari kinakataa arifa za ukurasa huu. Ziruhusu katika mipangilio yake.",
    desktopMissing: "Kivinjari hiki hakina arifa.",
    writing: "Kuandika",
    enterSends: "Enter hutuma",
    enterSendsHint: (keys: string) => `Ikizimwa: Enter huanza mstari mpya, ${keys} hutuma.`,
    notKept: "Mapendeleo yako hayakuweza kuhifadhiwa kwenye seva. Yamehifadhiwa katika kivinjari hiki.",
    on: "Imewashwa",
    off: "Imezimwa",
  },
};
