// One's own wishes, in English.

export const preferences = {
  preferences: {
    title: "Preferences",
    lead: "They belong to you and follow you to other machines.",
    appearance: "Appearance",
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
    language: "Language",
    notices: "Notices",
    sound: "Sound",
    soundHint: "A soft tone when a message comes that you are not looking at.",
    testSound: "Play",
    desktop: "Desktop notifications",
    desktopHint: "While this tab is in the background.",
    desktopAllow: "Allow",
    desktopDenied: "The browser refuses notifications from this page. Allow them in its settings.",
    desktopMissing: "This browser offers no notifications.",
    writing: "Writing",
    enterSends: "Enter sends",
    enterSendsHint: (keys: string) => `Off: Enter starts a new line and ${keys} sends.`,
    notKept: "Your preferences could not be saved on the server. They are kept in this browser.",
    on: "On",
    off: "Off",
  },
};
